import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve, until } from '../server.fixture.ts';
import { type Ack, attach, next, open } from './raw-connection.fixture.ts';
import type { RawTraffic } from './raw-connection.ts';

describe('observe', () => {
  it('reports what is sent, answered and arrives, each with its frames, and the call with its answer', async () => {
    const { url } = await serve(attach);
    const raw = open(url);
    await until(raw, 'connected');
    const seen: RawTraffic[] = [];
    raw.observe((traffic) => seen.push(traffic));
    raw.emit('fire', [1, 'two']);
    await next(raw);
    await raw.emitWithAck('add', [1, 2]);
    expect(seen).toMatchObject([
      { kind: 'send', event: 'fire', args: [1, 'two'], frames: ['42["fire",1,"two"]'] },
      { kind: 'event', event: 'fired', args: [1, 'two'], frames: ['42["fired",1,"two"]'] },
      { kind: 'call', event: 'add', args: [1, 2], frames: ['420["add",1,2]'] },
      { kind: 'answer', answer: { args: [3, 'and more'] }, frames: ['430[3,"and more"]'] },
    ]);
    expect(seen[3]).toHaveProperty('sent', seen[2]);
  });

  it('reports the acknowledgement that came after its call had timed out', async () => {
    const held: Ack[] = [];
    const { url } = await serve((socket) => socket.on('hold', (ack: Ack) => held.push(ack)));
    const raw = open(url);
    await until(raw, 'connected');
    const late = new Promise<RawTraffic>((resolve) => {
      raw.observe((traffic) => traffic.kind === 'late' && resolve(traffic));
    });
    expect(await raw.emitWithAck('hold', [], { timeout: 20 })).toMatchObject({ status: 'timeout' });
    held[0]?.('at last', 7);
    expect(await late).toMatchObject({ sent: { kind: 'call', event: 'hold' }, args: ['at last', 7] });
  });

  it('reports a call that cannot be sent, and its answer', async () => {
    const { url } = await serve();
    const raw = open(url, { autoConnect: false });
    const seen: RawTraffic[] = [];
    raw.observe((traffic) => seen.push(traffic));
    await raw.emitWithAck('any', [1]);
    expect(seen).toMatchObject([
      { kind: 'call', event: 'any', args: [1] },
      { kind: 'answer', answer: { status: 'disconnected' } },
    ]);
  });

  it('ends with stop(), which disconnects', async () => {
    const { url, io } = await serve(attach);
    const raw = open(url);
    await until(raw, 'connected');
    const left = once([...io.sockets.sockets.values()][0] as Socket, 'disconnect');
    const seen: RawTraffic[] = [];
    raw.observe((traffic) => seen.push(traffic));
    raw.stop();
    await left;
    expect([raw.state.status, seen]).toEqual(['disconnected', []]);
  });
});

it('a connection whose session the server restored says so', async () => {
  const http = createServer();
  const io = new Server(http, { connectionStateRecovery: {} });
  onTestFinished(() => io.close());
  await once(http.listen(0), 'listening');
  // The offset of an event is what a session is restored from.
  io.on('connection', (socket) => socket.emit('hello'));
  const raw = open(`http://localhost:${(http.address() as AddressInfo).port}`);
  const hello = next(raw);
  const first = await until(raw, 'connected');
  await hello;
  raw.fault.drop();
  await until(raw, 'reconnecting');
  const second = await until(raw, 'connected');
  expect([first.recovered, second.recovered]).toEqual([undefined, true]);
});
