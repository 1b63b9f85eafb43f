import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';

interface Line {
  readonly msg: string;
  readonly event: string;
  readonly [key: string]: unknown;
}

/** A logger, and the lines of calls that it wrote. */
function memoryLogger() {
  const lines: Line[] = [];
  const write = (text: string): void => {
    const line = JSON.parse(text) as Line;
    if (line.msg === 'call') lines.push(line);
  };
  return { lines, logger: pino({ base: null, timestamp: false }, { write }) };
}

describe('the log line of a call', () => {
  it('says what was called, how it ended, how long it took and who asked', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    await socket.emitWithAck('system:echo', { value: 'hello' }, { id: 'c1', trace: '00-0af7-b7ad-01' });
    expect(lines).toEqual([
      {
        level: 30,
        msg: 'call',
        event: 'system:echo',
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
    socket.emit('typing:set', { room: 'general', typing: true });
    await socket.emitWithAck('typing:set', { room: 'general', typing: true });
    expect(lines).toMatchObject([
      { level: 40, event: 'typing:set', code: 'UNAUTHORIZED', acked: false },
      { level: 30, event: 'typing:set', code: 'UNAUTHORIZED', acked: true },
    ]);
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
        event: 'session:login',
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
    await socket.emitWithAck('session:login', { name: 7 });
    await socket.emitWithAck('session:logni', { password: 'hunter2' });
    expect(lines).toMatchObject([
      { payload: { name: 7 }, reply: { ok: false, error: { code: 'BAD_REQUEST' } } },
      { event: 'session:logni', code: 'NOT_FOUND' },
    ]);
    expect(lines[1]).not.toHaveProperty('payload');
    expect(lines[1]).not.toHaveProperty('reply');
  });

  it('stays small: long texts are cut, and binary is its size', async () => {
    const { lines, logger } = memoryLogger();
    await using app = await startApp({ logPayloads: true }, logger);
    const { socket } = await app.login('Alice');
    const attachment = { name: 'a.bin', type: 'application/octet-stream', bytes: Buffer.alloc(100_000) };
    await socket.emitWithAck('message:send', { room: 'general', text: 'x'.repeat(2_000), attachment });
    expect(lines[1]).toMatchObject({
      event: 'message:send',
      code: 'ROOM_NOT_JOINED',
      payload: { text: `${'x'.repeat(200)}…`, attachment: { name: 'a.bin', bytes: '<100000 bytes>' } },
    });
  });
});
