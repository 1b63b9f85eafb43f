import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { serve, sync, until } from '../server.fixture.ts';
import { inspectClient, type LateReply } from './inspect-client.ts';

type Ack = (reply: unknown) => void;

/** Holds all replies back. */
function hold() {
  const release: Ack[] = [];
  const attach = (socket: Socket): void => {
    socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => release.push(ack));
  };
  return { release, attach };
}

describe('onLate', () => {
  it('reports a reply that comes after its TIMEOUT, once', async () => {
    const { release, attach } = hold();
    const { client } = await serve(attach);
    const caller = client();
    await until(caller, 'connected');
    const late: LateReply[] = [];
    const calls: number[] = [];
    inspectClient(caller).onLate((reply) => late.push(reply));
    caller.observe((traffic) => traffic.kind === 'call' && calls.push(traffic.call));
    for (const timeout of [50, 60]) await caller.call('time:now', null, { timeout });
    release[1]?.({ ok: false, error: { code: 'INTERNAL_SERVER_ERROR', message: 'x' } });
    release[0]?.({ ok: true, data: { now: 'late' } });
    await sync(caller);
    expect(late).toMatchObject([
      { call: calls[1], event: 'time:now', code: 'INTERNAL_SERVER_ERROR' },
      { call: calls[0], event: 'time:now', code: 'OK', raw: [{ ok: true, data: { now: 'late' } }] },
    ]);
    expect(late[1]?.latency).toBeGreaterThan(50);
  });

  it('reports nothing for a TIMEOUT of the server, nor for acks of another namespace with the same id', async () => {
    const { client, io } = await serve((socket) => {
      socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => {
        ack({ ok: false, error: { code: 'TIMEOUT', message: 'Too slow.' } });
      });
    });
    io.of('/other').on('connection', (socket) => {
      socket.onAny((...args: unknown[]) => (args.at(-1) as Ack)('other'));
    });
    const caller = client();
    await until(caller, 'connected');
    const late: LateReply[] = [];
    inspectClient(caller).onLate((reply) => late.push(reply));
    expect(await caller.call('time:now')).toMatchObject({ error: { message: 'Too slow.' } });
    const other = (caller.socket.io as unknown as { socket(nsp: string): { connect(): Socket } })
      .socket('/other')
      .connect();
    for (let id = 0; id < 4; id += 1) await other.emitWithAck('any');
    await sync(caller);
    expect(late).toEqual([]);
  });
});
