import { defineContract, defineEvents, EventError } from '@switchboard/contract';
import { createRouter } from '@switchboard/router';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApp } from '../app.fixture.ts';
import { logCalls } from './log-calls.ts';
import { type Line, memoryLogger } from './memory-logger.fixture.ts';

describe('the log line of a call', () => {
  it('says what was called, how it ended, how long it took and who asked', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    await socket.emitWithAck('value:return', { value: 'hello' }, { id: 'c1', trace: '00-0af7-b7ad-01' });
    expect(lines).toEqual([
      {
        level: 30,
        msg: 'call',
        event: 'value:return',
        code: 'OK',
        ms: expect.any(Number),
        socketId: socket.id,
        acked: true,
        callId: 'c1',
        trace: '00-0af7-b7ad-01',
      },
    ]);
  });

  it('is a warning for a failure that nobody waited for', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    socket.emit('note:start', { topic: 'general' });
    await socket.emitWithAck('note:start', { topic: 'general' });
    expect(lines).toMatchObject([
      { level: 40, event: 'note:start', code: 'UNAUTHORIZED', acked: false },
      { level: 30, event: 'note:start', code: 'UNAUTHORIZED', acked: true },
    ]);
  });

  it('is not written more than ten times a second for one code where the log has failures alone', async () => {
    const { all, lines, logger } = memoryLogger();
    logger.level = 'warn';
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    for (let i = 0; i < 100; i++) socket.emit('note:start', { topic: 'general' });
    const omitted = () => all.reduce((sum, line) => sum + Number(line.omitted ?? 0), 0);
    await expect.poll(() => lines.length + omitted()).toBe(100);
    expect(omitted()).toBeGreaterThan(0);
    expect(all.find((line) => line.omitted)).toMatchObject({ level: 40, of: 'call' });
  });

  it('is one line however the name is written, and has no meta that does not fit', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    await socket.emitWithAck('a\nb\u001b[31m', 1, { id: 'x'.repeat(200) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ event: 'a\nb\u001b[31m', code: 'NOT_FOUND' });
    expect(lines[0]).not.toHaveProperty('callId');
  });

  it('never has a payload or a reply, unless asked for', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const { token } = await app.login('Alice Liddell');
    const text = JSON.stringify(lines);
    expect(text).not.toContain('Liddell');
    expect(text).not.toContain(token);
  });
});

describe('with LOG_PAYLOADS', () => {
  it('has the payload and the reply, without what the contract marks as secret', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({ logPayloads: true }, logger);
    const { user, token } = await app.login('Alice');
    expect(lines).toMatchObject([
      {
        event: 'user:enter',
        payload: { name: 'Alice' },
        reply: { ok: true, data: { user, token: '•••' } },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('has what was refused, too, but nothing of an event that the contract does not know', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({ logPayloads: true }, logger);
    const socket = await app.connect();
    await socket.emitWithAck('user:enter', { name: 7 });
    await socket.emitWithAck('user:entre', { password: 'hunter2' });
    expect(lines).toMatchObject([
      { payload: { name: 7 }, reply: { ok: false, error: { code: 'BAD_REQUEST' } } },
      { event: 'user:entre', code: 'NOT_FOUND' },
    ]);
    expect(lines[1]).not.toHaveProperty('payload');
    expect(lines[1]).not.toHaveProperty('reply');
  });

  it('has no field that the contract does not name, of payloads that are taken and of refused ones', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({ logPayloads: true }, logger);
    const socket = await app.connect();
    const secret = 'hunter2';
    await socket.emitWithAck('user:enter', { name: 'Alice', password: secret });
    await socket.emitWithAck('user:enter', { name: 7, passwort: secret });
    await socket.emitWithAck('user:enter', { name: { password: secret } });
    await socket.emitWithAck('user:enter', [secret, { password: secret }]);
    await socket.emitWithAck('user:enter', secret);
    await socket.emitWithAck('clock:read', { password: secret });
    await app.request('/events/value:return', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: secret }),
    });
    expect(lines.map(({ code, payload }) => [code, payload])).toEqual([
      ['OK', { name: 'Alice' }],
      ['BAD_REQUEST', { name: 7 }],
      ['BAD_REQUEST', { name: {} }],
      ['BAD_REQUEST', []],
      ['BAD_REQUEST', '<of another type>'],
      ['BAD_REQUEST', undefined],
      ['BAD_REQUEST', {}],
    ]);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('stays small: long texts are cut, and binary is its size', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({ logPayloads: true }, logger);
    const { socket } = await app.login('Alice');
    const note = { topic: 'general', text: 'x'.repeat(2_000), picture: Buffer.alloc(100_000) };
    await socket.emitWithAck('note:add', note);
    expect(lines[1]).toMatchObject({
      event: 'note:add',
      code: 'NOT_OPEN',
      payload: { topic: 'general', text: `${'x'.repeat(200)}…`, picture: '<100000 bytes>' },
    });
  });
});

describe('a failure of the server', () => {
  const answered = { payload: z.strictObject({}), response: z.strictObject({ n: z.int() }) };
  const contract = defineContract({
    name: 'failing',
    version: '1.0.0',
    clientEventMap: defineEvents({
      'task:run': { summary: 'Run', ...answered },
      'task:late': { summary: 'Run for too long', ...answered, policy: { deadline: 5 } },
    }),
    serverEventMap: {},
  });
  const stranger = { user: undefined, scopes: [] };

  /** Calls the event, and gives all lines of the log. */
  async function linesOf(run: () => unknown, event = 'task:run'): Promise<Line[]> {
    const { all, logger } = memoryLogger();
    const log = logCalls(logger, { contract, payloads: false });
    const controllers = { 'task:run': run as never, 'task:late': run as never };
    const router = createRouter(contract, log).controllers(controllers);
    await router.dispatch({ event, socketId: 's1', payload: {} }, stranger);
    if (event === 'task:late') await expect.poll(() => all.length).toBe(2);
    return all;
  }

  it.each<[string, string, () => unknown]>([
    [
      'that throws',
      'INTERNAL_SERVER_ERROR',
      () => {
        throw new TypeError('the reason');
      },
    ],
    ['that rejects', 'INTERNAL_SERVER_ERROR', () => Promise.reject(new TypeError('the reason'))],
    [
      'whose store is down',
      'SERVICE_UNAVAILABLE',
      () => {
        throw new EventError('SERVICE_UNAVAILABLE', { cause: new TypeError('the reason') });
      },
    ],
    ['whose reply breaks the contract', 'REPLY_INVALID', () => ({ n: 'the reason' })],
  ])('in a controller %s is one error line, with its cause and stack', async (_what, code, run) => {
    const lines = await linesOf(run);
    expect(lines).toMatchObject([
      { level: 50, msg: 'call', event: 'task:run', code, err: { stack: expect.stringContaining('.ts:') } },
    ]);
  });

  it.each([null, undefined, 'the reason', 7, 7n, Symbol('the reason')])(
    'is one error line whatever was thrown: %s',
    async (thrown) => {
      const lines = await linesOf(() => {
        throw thrown;
      });
      expect(lines).toMatchObject([{ level: 50, event: 'task:run', code: 'INTERNAL_SERVER_ERROR' }]);
    },
  );

  it('after its call has settled is an error line of its own', async () => {
    const run = (_message: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => setImmediate(reject, new TypeError('the reason')));
      });
    expect(await linesOf(run as never, 'task:late')).toMatchObject([
      { level: 30, msg: 'call', code: 'TIMEOUT' },
      {
        level: 50,
        msg: 'A call failed',
        event: 'task:late',
        err: { message: 'the reason', stack: expect.any(String) },
      },
    ]);
  });

  it('that nobody is to log is not logged', async () => {
    const { all, logger } = memoryLogger();
    logger.level = 'fatal';
    const log = logCalls(logger, { contract, payloads: false });
    const fail = () => {
      throw new Error('no');
    };
    const router = createRouter(contract, log).controllers({ 'task:run': fail, 'task:late': fail });
    await router.dispatch({ event: 'task:run', socketId: 's1', payload: {} }, stranger);
    expect(all).toEqual([]);
  });
});

describe('a log that fails', () => {
  it('changes no call: it is answered, and counted as settled', async () => {
    const logger = pino(
      {},
      {
        write: () => {
          throw new Error('The disk is full.');
        },
      },
    );
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    expect(await socket.emitWithAck('value:return', { value: 1 })).toEqual({ ok: true, data: { value: 1 } });
    expect(await socket.emitWithAck('nobody')).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const { text } = await app.request('/metrics');
    expect(text).toContain('switchboard_calls_in_flight 0\n');
    expect(text).toContain('switchboard_calls_total{event="value:return",code="OK"} 1\n');
  });
});
