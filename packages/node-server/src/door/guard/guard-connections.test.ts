import { once } from 'node:events';
import type { Socket as NetSocket } from 'node:net';
import { pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { startApp, type TestApp, UNCHARGED } from '../../app.fixture.ts';
import { next } from '../../testing/waiting.ts';

const MIB = 1_048_576;

function watchLog() {
  const lines: { reason?: string; msg?: string }[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line) as object) });
  return { lines, logger };
}

async function countOf(app: TestApp, reason: string): Promise<number> {
  const { text } = await app.request('/metrics');
  const found = new RegExp(`^switchboard_closed_connections_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(
    text,
  );
  return Number(found?.[1] ?? 0);
}

/** The TCP socket below a client's WebSocket. */
function netSocketOf({ io }: Socket): NetSocket {
  const { ws } = io.engine.transport as unknown as { ws: { _socket: NetSocket } };
  return ws._socket;
}

/** Adds notes to the topic until `isOver`, at most `most` MiB. Resolves to how many MiB were sent. */
async function fill(sender: Socket, most: number, isOver: () => boolean): Promise<number> {
  const picture = Buffer.alloc(131_072);
  let sent = 0;
  while (!isOver() && sent < most * MIB) {
    const reply = await sender.emitWithAck('note:add', { topic: 'general', text: 'x', picture });
    if (reply.ok) sent += 131_072;
  }
  return sent / MIB;
}

describe('a slow reader', () => {
  it.each([
    ['that answers nothing at all', false],
    ['that answers the heartbeat, though it reads nothing', true],
  ])(
    '%s is cut, with its data; the others are served',
    async (_what, answers) => {
      const { lines, logger } = watchLog();
      // Heartbeats that never fail: only what is buffered can end it.
      const patient = { ...UNCHARGED, pingInterval: 100, pingTimeout: 60_000, maxBufferedBytes: 2 * MIB };
      await using app = await startApp(patient, logger);
      const [slow, alice, bob] = await Promise.all(['Slow', 'Alice', 'Bob'].map((name) => app.login(name)));
      if (!slow || !alice || !bob) throw new Error('Nobody came.');
      for (const { socket } of [slow, alice, bob])
        await socket.emitWithAck('topic:open', { topic: 'general' });
      let isOver = false;
      bob.socket.on('topic:closed', () => {
        isOver = true;
      });
      let heard = 0;
      bob.socket.on('note:added', () => {
        heard += 1;
      });
      netSocketOf(slow.socket).pause();
      const pongs = answers
        ? setInterval(() => slow.socket.io.engine.transport.send([{ type: 'pong' }]), 100)
        : undefined;

      // What the kernels of both ends take is not the server's memory.
      const sent = await fill(alice.socket, 64, () => isOver);
      clearInterval(pongs);
      expect(isOver).toBe(true);
      expect(sent).toBeLessThan(32);
      await expect.poll(() => heard).toBe(sent * 8);
      expect(await bob.socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
      expect(lines).toMatchObject([
        { reason: 'slow_reader', msg: 'A connection was cut', transport: 'websocket' },
      ]);
      expect(await countOf(app, 'slow_reader')).toBe(1);
    },
    30_000,
  );

  it('is cut over polling as well, when it never asks again', async () => {
    await using app = await startApp({ ...UNCHARGED, maxBufferedBytes: MIB, pingTimeout: 60_000 });
    const slow = await app.connect({ transports: ['polling'] });
    await slow.emitWithAck('user:enter', { name: 'Slow' });
    const alice = await app.login('Alice');
    for (const socket of [slow, alice.socket]) await socket.emitWithAck('topic:open', { topic: 'general' });
    let isOver = false;
    alice.socket.on('topic:closed', () => {
      isOver = true;
    });
    Object.assign(slow.io.engine.transport, { poll: () => undefined, doPoll: () => undefined });
    await fill(alice.socket, 16, () => isOver);
    expect(isOver).toBe(true);
    expect(await countOf(app, 'slow_reader')).toBe(1);
  });

  it('is nobody who reads, however much it is', async () => {
    await using app = await startApp({ maxBufferedBytes: 2 * MIB });
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    for (const { socket } of [alice, bob]) await socket.emitWithAck('topic:open', { topic: 'general' });
    let heard = 0;
    bob.socket.on('note:added', () => {
      heard += 1;
    });
    // As many as one reply can have.
    await fill(alice.socket, 1.25, () => false);
    const page = await bob.socket.emitWithAck('note:list', { topic: 'general' });
    expect(page.ok && page.data.notes.length).toBe(10);
    await fill(alice.socket, 2, () => false);
    await expect.poll(() => heard).toBe(26);
    expect(await countOf(app, 'slow_reader')).toBe(0);
  });
});

describe('a flood', () => {
  it.each(['websocket', 'polling'])('by %s ends its connection, and no other', async (transport) => {
    const { lines, logger } = watchLog();
    await using app = await startApp({ maxPacketsPerSecond: 100 }, logger);
    const { socket: bystander } = await app.login('Bob');
    const flooder = await app.connect({ transports: [transport] });
    const gone = next<string>(flooder, 'disconnect');
    for (let i = 0; i < 1_000; i++) flooder.emit('clock:read');
    expect(await gone).toMatch(/^transport (close|error)$/);
    expect(await bystander.emitWithAck('clock:read')).toMatchObject({ ok: true });
    expect(lines).toMatchObject([{ reason: 'flood', msg: 'A connection was cut', transport }]);
    expect(await countOf(app, 'flood')).toBe(1);
  });

  it('of few and large packets is one, too', async () => {
    // Of 160 tokens, however slowly they are read.
    await using app = await startApp({ maxPacketsPerSecond: 20 });
    const flooder = await app.connect();
    const gone = once(flooder as never, 'disconnect');
    for (let i = 0; i < 40; i++) flooder.emit('value:return', { value: 'x'.repeat(200_000) });
    await gone;
    expect(await countOf(app, 'flood')).toBe(1);
  });

  it('is not a burst of as many as a second may have', async () => {
    await using app = await startApp({ maxPacketsPerSecond: 100 });
    const socket = await app.connect();
    // The handshake, and a heartbeat at most, have been counted already.
    const replies = await Promise.all(Array.from({ length: 95 }, () => socket.emitWithAck('clock:read')));
    expect(replies.filter((reply) => reply.ok)).toHaveLength(95);
    expect(socket.connected).toBe(true);
  });
});
