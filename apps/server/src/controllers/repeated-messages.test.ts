import { openSqlite } from '@switchboard/node-server/stores';
import { dataOf, openDatabase, record } from '@switchboard/node-server/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { failure, settled, startApp } from '../app.fixture.ts';
import { messageJobs } from '../stores/sqlite/message-store.ts';

describe('message:send, repeated with its call id at another server with the same store', () => {
  const room = 'general';
  const call = { id: 'call-1' };

  it('gets the first reply, and sends the room nothing', async () => {
    await using before = await startApp();
    const { socket, token } = await before.login('Alice');
    await socket.emitWithAck('room:join', { room });
    const first = await socket.emitWithAck('message:send', { room, text: 'once' }, call);
    await before.close();

    await using after = await startApp({ dataDir: before.config.dataDir });
    const again = await after.connect({ auth: { token } });
    await again.emitWithAck('room:join', { room });
    const heard = record(again);
    expect(await again.emitWithAck('message:send', { room, text: 'once' }, call)).toEqual(first);
    await settled(again);
    expect(heard).toEqual([]);
  });

  it('is a conflict with another text, or in another room, and sends no room anything', async () => {
    await using before = await startApp();
    const { socket, token } = await before.login('Alice');
    await socket.emitWithAck('room:join', { room });
    const first = await socket.emitWithAck('message:send', { room, text: 'once' }, call);
    await before.close();

    await using after = await startApp({ dataDir: before.config.dataDir });
    const again = await after.connect({ auth: { token } });
    for (const each of [room, 'other']) await again.emitWithAck('room:join', { room: each });
    const heard = record(again);
    for (const [where, text] of [
      [room, 'twice'],
      ['other', 'once'],
    ])
      expect(await again.emitWithAck('message:send', { room: where, text }, call)).toEqual(
        failure('CONFLICT'),
      );
    // A conflict is not what the id stands for: the message that has it still gets its reply.
    expect(await again.emitWithAck('message:send', { room, text: 'once' }, call)).toEqual(first);
    await settled(again);
    expect(heard).toEqual([]);
    const { messages } = dataOf<{ messages: unknown[] }>(
      await again.emitWithAck('message:history', { room }),
    );
    expect(messages).toHaveLength(1);
  });

  it('sends the room one gap if the first server was killed before it sent the message', async () => {
    await using before = await startApp();
    const { user, token } = await before.login('Alice');
    await before.close();
    const database = await openSqlite(before.config.dataDir, 'durable');
    const messages = await database.store(messageJobs);
    await messages.append(room, { author: user, text: 'once' }, { callId: call.id });
    await database.close();

    const heard: unknown[] = [];
    for (let server = 1; server <= 2; server++) {
      await using after = await startApp({ dataDir: before.config.dataDir });
      const again = await after.connect({ auth: { token } });
      await again.emitWithAck('room:join', { room });
      again.onAny((...event) => heard.push(event));
      expect(await again.emitWithAck('message:send', { room, text: 'once' }, call)).toMatchObject({
        ok: true,
        data: { seq: 1 },
      });
      await settled(again);
    }
    expect(heard).toEqual([['system:gap', { reason: 'not-sent' }]]);
  });

  it('succeeds if the message cannot be marked as sent, and the log says so', async () => {
    const warnings: object[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => warnings.push(JSON.parse(line)) });
    await using app = await startApp({}, logger);
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    const database = openDatabase(app.config.dataDir);
    database.exec(
      "CREATE TRIGGER refuse BEFORE UPDATE ON messages BEGIN SELECT RAISE(ABORT, 'no mark'); END",
    );
    database.close();
    expect(await socket.emitWithAck('message:send', { room, text: 'once' }, call)).toMatchObject({
      ok: true,
      data: { seq: 1 },
    });
    await expect
      .poll(() => warnings)
      .toMatchObject([
        { level: 40, msg: 'A message could not be marked as sent', err: { stack: expect.any(String) } },
      ]);
  });
});
