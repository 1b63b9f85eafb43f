import type { CutReason } from '@switchboard/contract';
import type { Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../app.fixture.ts';
import { next } from '../../testing/waiting.ts';
import { serveLimited } from '../limits.fixture.ts';
import { openSession, poll } from '../raw-client.fixture.ts';

const LIMITS = { maxPacketsPerSecond: 50, maxPacketBytes: 100_000, maxBufferedBytes: 262_144 };

/** What socket.io-client reports with a disconnect: of a WebSocket its close event, of polling its failed request. */
interface Details {
  readonly description?: unknown;
  readonly context?: { readonly code?: number; readonly reason?: string; readonly responseText?: string };
}

/** Resolves to the close code and reason of the WebSocket, or to the status and body of the failed request. */
function ending(socket: Socket): Promise<[code: unknown, body: unknown]> {
  return new Promise((resolve) =>
    socket.once('disconnect', (_reason, details) => {
      const { description, context } = details as Details;
      // The text of a request is there only while its listeners run.
      const text = context?.responseText;
      resolve(text === undefined ? [context?.code, context?.reason] : [description, JSON.parse(text)]);
    }),
  );
}

async function countOf(app: TestApp, reason: CutReason): Promise<number> {
  const { text } = await app.request('/metrics');
  return Number(new RegExp(`closed_connections_total\\{reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

interface Row {
  readonly reason: CutReason;
  readonly code: number;
  readonly status: number;
  readonly says: string;
  readonly go: (socket: Socket) => void;
}

const ROWS: readonly Row[] = [
  {
    reason: 'flood',
    code: 4429,
    status: 429,
    says: 'more than 50 packets a second (slow down, or raise MAX_PACKETS_PER_SECOND)',
    go: (socket) => {
      for (let i = 0; i < 500; i++) socket.emit('clock:read');
    },
  },
  {
    reason: 'too_many_attachments',
    code: 4422,
    status: 422,
    says: 'a packet had more than 10 binary parts: send fewer in one packet',
    go: (socket) =>
      socket.emit(
        'value:return',
        Array.from({ length: 11 }, () => Buffer.from('x')),
      ),
  },
  {
    reason: 'parse_error',
    code: 4400,
    status: 400,
    says: 'a packet was not Socket.IO: use a client of Socket.IO 3 or 4 (unknown packet type 9)',
    go: (socket) => void socket.io.engine.write('9'),
  },
];

describe.each(['websocket', 'polling'])('a connection that is cut over %s', (transport) => {
  it.each(ROWS)('gets the reason: $reason', async ({ reason, code, status, says, go }) => {
    await using app = await startApp(LIMITS);
    const bystander = await app.connect();
    const socket = await app.connect({ transports: [transport] });
    const end = ending(socket);
    go(socket);
    expect(await end).toEqual(
      transport === 'websocket' ? [code, says] : [status, { cut: reason, message: says }],
    );
    expect(await countOf(app, reason)).toBe(1);
    expect(await bystander.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });

  it('learns that a packet was too large, and is gone for the others at once', async () => {
    await using app = await startApp(LIMITS);
    const { socket: alice } = await app.login('Alice');
    await alice.emitWithAck('topic:open', { topic: 'general' });
    const socket = await app.connect({ transports: [transport] });
    await socket.emitWithAck('user:enter', { name: 'Bob' });
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const [end, left] = [ending(socket), next(alice, 'topic:closed')];
    socket.emit('value:return', { value: 'x'.repeat(100_001) });
    const message = 'a packet of more than 100000 bytes (send less at once, or raise MAX_PACKET_BYTES)';
    // The words for a code of WebSocket itself are the client's.
    expect(await end).toEqual(
      transport === 'websocket' ? [1009, ''] : [413, { cut: 'packet_too_large', message }],
    );
    expect(await left).toMatchObject({ user: { name: 'Bob' } });
    expect(await countOf(app, 'packet_too_large')).toBe(1);
  });
});

it('a session that polls is cut by the id that Engine.IO takes, where a query has two', async () => {
  await using server = await serveLimited({ maxPacketBytes: 1_000 });
  const sid = await openSession(server.url);
  const body = `4${'x'.repeat(1_000)}`;
  expect(await poll(server.url, { sid: `other&sid=${sid}`, body })).toMatchObject({ status: 413 });
  expect(server.cuts).toEqual(['packet_too_large']);
});

describe('a slow reader that reads again', () => {
  /** Sends 64 MiB at most to the reader, until it is cut. */
  async function fill(app: TestApp): Promise<void> {
    const { socket: alice } = await app.login('Alice');
    await alice.emitWithAck('topic:open', { topic: 'general' });
    const picture = Buffer.alloc(65_536);
    for (let i = 0; i < 64 && (await countOf(app, 'slow_reader')) === 0; i++)
      for (let each = 0; each < 16; each++)
        await alice.emitWithAck('note:add', { topic: 'general', text: 'x', picture });
  }
  const says = 'more than 262144 bytes waited to be read (read faster, or raise MAX_BUFFERED_BYTES)';

  it('gets the reason behind what was sent before', async () => {
    await using app = await startApp({ maxBufferedBytes: 262_144 });
    const { socket } = await app.login('Slow');
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const { ws } = socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    ws.pause();
    const end = ending(socket);
    await fill(app);
    ws.resume();
    expect(await end).toEqual([4408, says]);
  });

  it('gets the reason over polling, when it asks again', async () => {
    await using app = await startApp({ maxBufferedBytes: 262_144 });
    const socket = await app.connect({ transports: ['polling'] });
    await socket.emitWithAck('user:enter', { name: 'Slow' });
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const transport = socket.io.engine.transport as unknown as { doPoll(): void };
    const doPoll = transport.doPoll.bind(transport);
    const end = ending(socket);
    const isAsking = new Promise<void>((resolve) => Object.assign(transport, { doPoll: () => resolve() }));
    await Promise.all([fill(app), isAsking]);
    doPoll();
    expect(await end).toEqual([400, { cut: 'slow_reader', message: says }]);
  });
});
