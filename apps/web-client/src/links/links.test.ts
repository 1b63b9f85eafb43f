import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CLIENTS } from '../texts/clients.ts';
import { type ConnectionSettings, DEFAULT_SETTINGS } from './connection-settings.ts';
import type { Link, LinkAnswer, LinkMessage, ReceivedMessage } from './link.ts';
import { openLink } from './open-link.ts';

type Ack = (...answer: unknown[]) => void;

/** A stock server: several arguments, bare answers, and no contract. */
function attach(socket: Socket): void {
  socket.on('sum', (a: number, b: number, ack: Ack) => ack(a + b, 'and more'));
  socket.on('hold', (ack: Ack) => setTimeout(() => ack('at last'), 60));
  socket.on('room:list', (...args: unknown[]) => (args.at(-1) as Ack)('bare value', 7));
  socket.on('ask', () =>
    socket.emit('question', 1, (...answer: unknown[]) => socket.emit('heard', ...answer)),
  );
  socket.on('tick', (text: string) => {
    socket.volatile.emit('volatile', 'General');
    socket.emit('tick', text);
  });
  socket.on('big', () => {
    socket.conn.write(`2["big","first",${BIG}]`);
    socket.conn.write('51-["big:file",{"id":9007199254740993,"file":{"_placeholder":true,"num":0}}]');
    socket.conn.write(Buffer.from('bytes'));
  });
  // By the id of its acknowledgement, which the client counts up from 0.
  let acks = 0;
  socket.onAny((event: string, ...args: unknown[]) => {
    const id = typeof args.at(-1) === 'function' ? acks++ : acks;
    const ack = (values: string): unknown => socket.conn.write(`3${id}[${values}]`);
    if (event === 'big:reply') setTimeout(() => ack(`9007199254740993,${BIG}`), Number(args[0]));
    if (event === 'big:ok') ack(`{"ok":true,"data":${BIG}}`);
  });
  socket.emit('welcome', 'hello', 42, { a: null });
}

async function open(change: Partial<ConnectionSettings>, options: Partial<ServerOptions> = {}) {
  const http = createServer();
  const io = new Server(http, options);
  const handshakes: unknown[] = [];
  const arrived: unknown[][] = [];
  onTestFinished(() => io.close());
  io.on('connection', (socket) => {
    handshakes.push(socket.handshake.auth);
    socket.onAny((...args: unknown[]) => arrived.push(args.filter((arg) => typeof arg !== 'function')));
    attach(socket);
  });
  await once(http.listen(0), 'listening');
  const page = `http://localhost:${(http.address() as AddressInfo).port}`;
  const link = openLink({ ...DEFAULT_SETTINGS, path: '/socket.io/', ...change }, page);
  onTestFinished(() => link.stop());
  const messages: LinkMessage[] = [];
  link.onMessage((message) => messages.push(message));
  link.connect();
  await connected(link);
  return { link, messages, handshakes, arrived };
}

/** Breaks the connection. While it is being made again the link gets this message, which the server never must. */
async function sendOffline(
  link: Link,
  event: string,
  args: readonly unknown[],
  ack: boolean,
): Promise<LinkAnswer | undefined> {
  link.tools.fault.offline(true);
  await expect.poll(() => link.tools.state.status).toBe('reconnecting');
  const answer = await link.send(event, args, { ...CALL, ack });
  link.tools.fault.offline(false);
  link.connect();
  await connected(link);
  await link.send('room:list', [], CALL);
  return answer;
}

const UNSENT = { by: 'client', outcome: 'unsent', explanation: CLIENTS.notConnected };

function connected({ tools }: Link): Promise<void> {
  return new Promise((resolve) => {
    if (tools.state.status === 'connected') resolve();
    else tools.onState(({ status }) => status === 'connected' && resolve());
  });
}

const CALL = { ack: true, timeout: 2_000 };

describe('a raw link', () => {
  it('sends what it is given, and nothing else', async () => {
    const { link, handshakes, arrived } = await open({ contract: 'raw' });
    await link.send('sum', [1, 2], CALL);
    await link.send('room:list', [], CALL);
    expect(await link.send('say', ['a', { b: null }], { ...CALL, ack: false })).toBeUndefined();
    await link.send('sum', [1, 2], CALL);
    expect(handshakes).toEqual([{}]);
    expect(arrived).toEqual([['sum', 1, 2], ['room:list'], ['say', 'a', { b: null }], ['sum', 1, 2]]);
  });

  it('reports all arguments of what arrives, and an answer as it came', async () => {
    const { link, messages } = await open({ contract: 'raw' });
    await expect.poll(() => messages).toHaveLength(1);
    const answer = await link.send('sum', [1, 2], CALL);
    expect(answer).toMatchObject({ by: 'server', outcome: 'answered', args: [3, 'and more'], issues: [] });
    expect(answer).not.toHaveProperty('reply');
    expect(messages).toMatchObject([
      { kind: 'event', event: 'welcome', args: ['hello', 42, { a: null }] },
      { kind: 'call', event: 'sum', args: [1, 2], frames: ['420["sum",1,2]'] },
      { kind: 'settled', answer: { args: [3, 'and more'], frames: ['430[3,"and more"]'] } },
    ]);
    expect(messages[2]).toMatchObject({ sent: messages[1], answer });
  });

  it('answers for itself where no server does, and adds an answer that comes late', async () => {
    const { link, messages } = await open({ contract: 'raw' });
    const answer = await link.send('hold', [], { ack: true, timeout: 20 });
    expect(answer).toMatchObject({ by: 'client', outcome: 'timeout', args: [] });
    await expect.poll(() => messages.at(-1)).toMatchObject({ answer: { late: { args: ['at last'] } } });
    expect(await link.send('connect', [], CALL)).toMatchObject({
      by: 'client',
      outcome: 'unsent',
      explanation: 'Socket.IO keeps the name "connect" for itself: send another event.',
    });
  });

  it.each([true, false])('sends nothing later that it got without a connection, ack: %j', async (ack) => {
    const { link, messages, arrived } = await open({ contract: 'raw' });
    expect(await sendOffline(link, 'say', [1, 2], ack)).toMatchObject(UNSENT);
    link.disconnect();
    expect(await link.send('say', [1, 2], { ...CALL, ack })).toMatchObject(UNSENT);
    expect(arrived).toEqual([['room:list']]);
    expect(messages.filter(({ kind }) => kind === 'call' || kind === 'send')).toHaveLength(1);
  });

  it('answers an event that wants it, once, with any number of arguments', async () => {
    const { link, messages } = await open({ contract: 'raw' });
    await link.send('ask', [], { ...CALL, ack: false });
    await expect.poll(() => messages.at(-1)).toMatchObject({ event: 'question', wantsAnswer: true });
    const question = messages.at(-1) as ReceivedMessage;
    const answer = link.answerTo?.(question.args);
    expect(() => answer?.([1n])).toThrow('cannot be sent');
    answer?.(['yes', { sure: true }]);
    expect(messages.at(-1)).toMatchObject({
      kind: 'answered',
      received: question,
      answer: { by: 'user', args: ['yes', { sure: true }] },
    });
    await expect.poll(() => messages.at(-1)).toMatchObject({ event: 'heard', args: ['yes', { sure: true }] });
    expect(link.answerTo?.(question.args)).toBeUndefined();
    expect(messages[0]).not.toHaveProperty('wantsAnswer');
    expect(link.answerTo?.((messages[0] as ReceivedMessage).args)).toBeUndefined();
  });

  it('refuses to answer once the connection that asked is lost', async () => {
    const { link, messages } = await open({ contract: 'raw' });
    await link.send('ask', [], { ...CALL, ack: false });
    await expect.poll(() => messages.at(-1)).toMatchObject({ event: 'question' });
    const question = messages.at(-1) as ReceivedMessage;
    const answer = link.answerTo?.(question.args);
    link.disconnect();
    expect(link.answerTo?.(question.args)).toBeUndefined();
    link.connect();
    await connected(link);
    expect(link.answerTo?.(question.args)).toBeUndefined();
    expect(() => answer?.(['late'])).toThrow('it can no longer be answered');
  });

  it('marks the offset of a server that recovers connections, where there is one', async () => {
    const { link, messages } = await open({ contract: 'raw' }, { connectionStateRecovery: {} });
    await link.send('tick', ['an argument'], { ...CALL, ack: false });
    await link.send('ask', [], { ...CALL, ack: false });
    const offset = expect.any(String);
    await expect
      .poll(() => messages.filter(({ kind }) => kind === 'event'))
      .toMatchObject([
        { event: 'welcome', args: ['hello', 42, { a: null }, offset], hasOffset: true },
        { event: 'volatile', args: ['General'] },
        { event: 'tick', args: ['an argument', offset], hasOffset: true },
        { event: 'question', args: [1], wantsAnswer: true },
      ]);
    const marked = messages.filter((message) => 'hasOffset' in message);
    expect(marked).toHaveLength(2);
  });

  it('takes a text that looks like an offset for an argument where the server recovers nothing', async () => {
    const { link, messages } = await open({ contract: 'raw' });
    await link.send('tick', [`${Date.now()}-0`], { ...CALL, ack: false });
    await expect.poll(() => messages.at(-1)).toMatchObject({ kind: 'event', event: 'tick' });
    expect(messages.at(-1)).not.toHaveProperty('hasOffset');
  });

  it('stops waiting when its caller does', async () => {
    const { link } = await open({ contract: 'raw' });
    const stop = new AbortController();
    const answer = link.send('hold', [], { ...CALL, signal: stop.signal });
    stop.abort();
    expect(await answer).toMatchObject({ by: 'client', explanation: 'You stopped waiting for the answer.' });
  });
});

describe('a link with a contract', () => {
  it('keeps a bare answer as it came, beside the reply that the client makes of it', async () => {
    const { link, messages } = await open({});
    const answer = await link.send('room:list', [], CALL);
    expect(answer).toMatchObject({
      by: 'server',
      args: ['bare value', 7],
      outcome: 'REPLY_INVALID',
      reply: { ok: false, error: { code: 'REPLY_INVALID' } },
    });
    expect(messages.at(-1)).toMatchObject({
      kind: 'settled',
      answer,
      sent: { event: 'room:list', args: [] },
    });
  });

  it('names itself in the handshake', async () => {
    const { link, handshakes } = await open({});
    const { name, version } = link.contract;
    expect(handshakes).toEqual([{ contract: { name, version }, wire: 1 }]);
  });

  it('sends nothing later that it got without a connection, and that waits for no reply', async () => {
    const { link, arrived } = await open({});
    const typing = { room: 'general', typing: true };
    expect(await sendOffline(link, 'typing:set', [typing], false)).toMatchObject(UNSENT);
    expect(arrived.map(([event]) => event)).toEqual(['room:list']);
  });

  it('says why something was not sent', async () => {
    const { link, arrived } = await open({});
    for (const ack of [true, false])
      expect(await link.send('sum', [1, 9], { ...CALL, ack })).toMatchObject({
        by: 'client',
        outcome: 'unsent',
        explanation: expect.stringContaining('carries one argument'),
      });
    expect(arrived).toEqual([]);
    expect(await link.send('room:join', [{ room: 7 }], { ...CALL, ack: false })).toMatchObject({
      by: 'client',
      outcome: 'unsent',
      explanation: expect.any(String),
    });
  });
});

/** What a server that knows larger numbers than JavaScript writes, behind the type of its packet. */
const BIG =
  '{"id":9007199254740993,"at":1.5,"safe":9007199254740991,"list":[-9007199254740995,"9007199254740993"],"exp":-1.25e400}';
const EXACT = {
  id: 9_007_199_254_740_993n,
  at: 1.5,
  safe: Number.MAX_SAFE_INTEGER,
  list: [-9_007_199_254_740_995n, '9007199254740993'],
  exp: -125n * 10n ** 398n,
};

describe.each(['websocket', 'polling'] as const)(
  'by %s an integer beyond 2^53 is reported as it came',
  (transport) => {
    it('in an event, also beside binary, in a reply and in one that comes late', async () => {
      const { link, messages } = await open({ contract: 'raw', transports: [transport] });
      await link.send('big', [], { ...CALL, ack: false });
      const eventsOf = (name: string) =>
        messages.flatMap((one) => (one.kind === 'event' && one.event === name ? [one] : []));
      await expect.poll(() => eventsOf('big:file')).toHaveLength(1);
      expect(eventsOf('big')).toMatchObject([{ args: ['first', EXACT] }]);
      expect(eventsOf('big:file')[0]?.args[0]).toEqual({ id: EXACT.id, file: expect.anything() });
      expect(await link.send('big:reply', [0], CALL)).toMatchObject({ args: [EXACT.id, EXACT] });
      await link.send('big:reply', [60], { ...CALL, timeout: 20 });
      await expect
        .poll(() => messages.at(-1))
        .toMatchObject({ answer: { late: { args: [EXACT.id, EXACT] } } });
    });

    it('under a contract, which is held against the number', async () => {
      const { link, messages } = await open({ transports: [transport] });
      const answer = await link.send('big:ok', [], CALL);
      expect(answer).toMatchObject({
        outcome: 'OK',
        reply: { ok: true, data: EXACT },
        args: [{ data: EXACT }],
      });
      void link.send('big', [], CALL);
      await expect.poll(() => messages).toContainEqual(expect.objectContaining({ event: 'big:file' }));
      expect(messages).toContainEqual(expect.objectContaining({ event: 'big', args: ['first'] }));
    });
  },
);
