import { describe, expect, it } from 'vitest';
import { failure, startApp, type TestApp } from '../app.fixture.ts';
import { board } from '../board.fixture.ts';
import { loadServerConfig } from '../config/server-config.ts';
import type { AppOptions } from '../lifecycle/app.ts';
import type { ConnectOptions } from '../testing/test-clients.ts';
import { record } from '../testing/waiting.ts';
import { limitCosts } from './limit-costs.ts';

const topic = 'general';

/** Charged once, it is within 16,000 bytes, and charged twice it is over them. */
const text = 'x'.repeat(14_000);

/** 16,000 bytes at once for one caller, and as good as any for an address. */
const ONE_CALLER = { maxBytesPerSecond: 1_000 };

/** 16,000 bytes at once for an address, and as good as any for one caller. */
const ONE_ADDRESS = { maxBytesPerSecond: 10_000_000, maxBytesPerSecondPerAddress: 4_000 };

/** An option of Node's sockets, which Engine.IO passes on: another address of this machine. */
const ELSEWHERE = { localAddress: '127.0.0.2' } as ConnectOptions;

const overCaller = failure('TOO_MANY_REQUESTS', {
  message: expect.stringMatching(
    /^Over 1000 bytes a second, counted once for each receiver: try again in \d+ ms, or raise MAX_BYTES_PER_SECOND\.$/,
  ),
  retryAfter: expect.any(Number),
});
const overAddress = failure('TOO_MANY_REQUESTS', {
  message: expect.stringMatching(/^Over 4000 bytes a second from one address, .*_PER_ADDRESS\.$/),
});
const served = expect.objectContaining({ ok: true });

/** People who follow the topic; the first is Alice. */
async function followers(app: TestApp, count: number) {
  const names = Array.from({ length: count }, (_, place) => (place === 0 ? 'Alice' : `Follower ${place}`));
  const people = await Promise.all(names.map((name) => app.login(name)));
  for (const { socket } of people) expect(await socket.emitWithAck('topic:open', { topic })).toEqual(served);
  return people.map(({ socket }) => socket) as [TestSocket, ...TestSocket[]];
}
type TestSocket = Awaited<ReturnType<TestApp['login']>>['socket'];

describe('what a call moves', () => {
  it('is charged to its caller: the reply too', async () => {
    await using app = await startApp(ONE_CALLER);
    const { socket } = await app.login('Alice');
    expect(await socket.emitWithAck('value:return', { value: text })).toEqual(served);
    expect(await socket.emitWithAck('value:return', { value: 1 })).toEqual(overCaller);
  });

  it('is charged once for each receiver, and to none of them', async () => {
    await using app = await startApp(ONE_CALLER);
    const [alice, ...others] = await followers(app, 6);
    expect(await alice.emitWithAck('note:add', { topic, text: 'x'.repeat(2_000) })).toEqual(served);
    expect(await alice.emitWithAck('note:add', { topic, text: 'x' })).toEqual(overCaller);
    for (const other of others)
      expect(await other.emitWithAck('note:add', { topic, text: 'x' })).toEqual(served);
  });

  it('is charged where nobody but the caller gets it with the bytes of one', async () => {
    await using app = await startApp(ONE_CALLER);
    const [alice] = await followers(app, 1);
    for (let count = 0; count < 2; count++)
      expect(await alice.emitWithAck('note:add', { topic, text: 'x'.repeat(2_000) })).toEqual(served);
  });

  it('is charged with what the parts of the server send for it', async () => {
    await using app = await startApp(ONE_CALLER);
    const [alice] = await followers(app, 6);
    let replies = 0;
    const toggle = async (): Promise<unknown> =>
      alice.emitWithAck(replies++ % 2 === 0 ? 'topic:close' : 'topic:open', { topic });
    // Each costs six packets, of some 1,100 bytes: alone it would be two, and eight calls.
    for (let reply = await toggle(); (reply as { ok: boolean }).ok; ) reply = await toggle();
    expect(replies).toBeLessThan(5);
  });

  it('is charged where it is sent without the publisher, volatile too', async () => {
    const volatile: Pick<typeof board, 'controllers'> = {
      controllers: async (kit) => ({
        ...(await board.controllers(kit)),
        'note:start': () => void kit.io.volatile.emit('note:started', text),
      }),
    };
    await using app = await startApp(ONE_CALLER, undefined, volatile as AppOptions);
    const { socket } = await app.login('Alice');
    const heard = record(socket);
    await socket.emitWithAck('note:start', { topic });
    expect(await socket.emitWithAck('clock:read')).toEqual(overCaller);
    expect(heard).toContainEqual(['note:started', text]);
  });

  it('is charged over HTTP too, to the same identity', async () => {
    await using app = await startApp(ONE_CALLER);
    const { socket, token } = await app.login('Alice');
    const answer = await post(app, { value: text }, { Authorization: `Bearer ${token}` });
    expect(answer.status).toBe(200);
    expect(await socket.emitWithAck('clock:read')).toEqual(overCaller);
    const refused = await post(app, { value: 1 }, { Authorization: `Bearer ${token}` });
    expect([refused.status, refused.json()]).toEqual([429, overCaller]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is charged to the address of a stranger, over HTTP and all of its sockets', async () => {
    await using app = await startApp(ONE_CALLER);
    expect((await post(app, { value: text })).status).toBe(200);
    expect(await (await app.connect()).emitWithAck('clock:read')).toEqual(overCaller);
    expect(await (await app.connect(ELSEWHERE)).emitWithAck('clock:read')).toEqual(served);
  });
});

describe('what the callers of one address move', () => {
  it('is limited for all of them together', async () => {
    await using app = await startApp(ONE_ADDRESS);
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    expect(await alice.socket.emitWithAck('value:return', { value: text })).toEqual(served);
    expect(await bob.socket.emitWithAck('clock:read')).toEqual(overAddress);
    const elsewhere = await app.connect({ ...ELSEWHERE, auth: { token: bob.token } });
    expect(await elsewhere.emitWithAck('clock:read')).toEqual(served);
  });

  it('is not limited where a proxy hides addresses', async () => {
    await using app = await startApp({ ...ONE_ADDRESS, trustProxy: 'pass-through' });
    const socket = await app.connect();
    for (let count = 0; count < 3; count++)
      expect(await socket.emitWithAck('value:return', { value: text })).toEqual(served);
  });
});

describe('with the limits as they ship', () => {
  /** What a person may do to a room of 100, without being refused. */
  const talk = (calls: number, sent: readonly number[]): unknown[] => {
    const costs = limitCosts(loadServerConfig({}));
    const caller = { socket: 's1', user: 'alice', address: '192.0.2.1' };
    return Array.from({ length: calls }, () => {
      const refused = costs.take(
        caller,
        sent.reduce((sum, bytes) => sum + bytes),
        performance.now(),
      );
      for (let receiver = 0; receiver < 100; receiver++)
        for (const bytes of sent) costs.chargeTo(caller, bytes);
      return refused;
    });
  };

  it('100 texts that waited offline reach a room of 100 at once', () => {
    expect(talk(100, [400])).toEqual(Array(100).fill(undefined));
  });

  it('a picture of 120 KB reaches a room of 100, and a text after it', () => {
    expect(talk(2, [400, 120_000])).toEqual([undefined, undefined]);
  });

  it('one who sends pictures as fast as he can is refused before a slow reader of his room is cut', async () => {
    await using app = await startApp();
    const [sender, slow] = (await followers(app, 10)) as [TestSocket, TestSocket];
    (slow.io.engine.transport as unknown as { ws: { pause(): void } }).ws.pause();
    const picture = Buffer.alloc(120_000);
    const send = () => sender.emitWithAck('note:add', { topic, text: 'x', picture });
    const replies = await Promise.all(Array.from({ length: 40 }, send));
    expect(replies).toContainEqual(failure('TOO_MANY_REQUESTS'));
    const { text: metrics } = await app.request('/metrics');
    expect(metrics).not.toMatch(/closed_connections_total\{reason="slow_reader"\} [1-9]/);
  });
});

function post(app: TestApp, body: unknown, headers: Record<string, string> = {}) {
  return app.request('/events/value:return', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
