import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { type Limited, serveLimited, until } from '../limits.fixture.ts';
import { openSession, poll } from '../raw-client.fixture.ts';

const MIB = 1_048_576;
const LIMITS = { maxBufferedBytes: 64 * MIB, connectTimeout: 1_000 };

/** Joins by polling, and reads that it has. Resolves to the `sid`. */
async function join(server: Limited): Promise<string> {
  const sid = await openSession(server.url);
  await poll(server.url, { sid, body: '40' });
  await poll(server.url, { sid });
  return sid;
}

/** Asks for data, which the server has a moment later, before it has any. */
async function ask(server: Limited, sid: string): Promise<{ answer: Promise<IncomingMessage> }> {
  const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
  const sent = get(new URL(path, server.url.replace('localhost', '127.0.0.1')), { agent: false });
  const answer = once(sent, 'response').then(([response]) => response as IncomingMessage);
  await expect.poll(() => server.connections.sessions.get(sid)?.connection.transport.writable).toBe(true);
  return { answer };
}

async function lengthOf(answer: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  return bytes;
}

function emit(server: Limited, mib: number): void {
  for (let i = 0; i < mib; i++) server.io.emit('text', 'x'.repeat(MIB));
}

const CUT = {
  cut: 'slow_reader',
  message: 'more than 4194304 bytes waited and were not asked for in 1 s (poll, or raise MAX_BUFFERED_BYTES)',
};

it('a polling session that has much unread and does not ask for it is cut, and learns why', async () => {
  await using server = await serveLimited(LIMITS);
  const sid = await join(server);
  emit(server, 5);
  await expect.poll(() => server.cuts).toEqual(['slow_reader']);
  expect(server.connections.sessions.size).toBe(0);
  const { status, text } = await poll(server.url, { sid });
  expect([status, JSON.parse(text)]).toEqual([400, CUT]);
});

it('one that reads slowly, has just read much, has little unread or has moved to a WebSocket is not', async () => {
  await using server = await serveLimited(LIMITS);
  const slow = await join(server);
  const reader = await join(server);
  const little = server.client({ socketOptions: { transports: ['polling', 'websocket'] } });
  await until(little, 'connected');
  const answers = [await ask(server, slow), await ask(server, reader)];
  server.io.emit('text', 'x'.repeat(24 * MIB));
  expect(await answers[1]?.answer.then(lengthOf)).toBeGreaterThan(24 * MIB);
  const idle = await join(server);
  emit(server, 5);
  await expect.poll(() => server.connections.sessions.has(idle)).toBe(false);
  expect(server.cuts).toEqual(['slow_reader']);
  expect([slow, reader].map((sid) => server.connections.sessions.has(sid))).toEqual([true, true]);
  expect(await answers[0]?.answer.then(lengthOf)).toBeGreaterThan(24 * MIB);
  expect((await poll(server.url, { sid: slow })).text.length).toBeGreaterThan(5 * MIB);
  expect(little.state.status).toBe('connected');
});

it('one with little unread has the time of a heartbeat', async () => {
  await using server = await serveLimited(LIMITS);
  const idle = await join(server);
  emit(server, 3);
  const much = await join(server);
  server.io.in([...server.io.of('/').sockets.keys()].slice(1)).emit('text', 'x'.repeat(5 * MIB));
  await expect.poll(() => server.connections.sessions.has(much)).toBe(false);
  expect(server.connections.sessions.has(idle)).toBe(true);
});

it('one that asks for nothing for as long as a heartbeat may take is cut, and who asks stays', async () => {
  await using server = await serveLimited({ pingTimeout: 300 });
  const silent = await join(server);
  const polite = server.client({ socketOptions: { transports: ['polling'] } });
  await until(polite, 'connected');
  await expect.poll(() => server.connections.sessions.has(silent)).toBe(false);
  const { status, text } = await poll(server.url, { sid: silent });
  expect([status, JSON.parse(text)]).toEqual([
    400,
    { cut: 'slow_reader', message: 'nothing was asked for in 0.3 s (poll, or raise PING_TIMEOUT)' },
  ]);
  await expect.poll(() => server.cuts).toEqual(['slow_reader']);
  expect(polite.state.status).toBe('connected');
});
