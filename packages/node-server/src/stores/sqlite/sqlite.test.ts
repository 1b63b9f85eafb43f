import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp, tempFolder } from '../../app.fixture.ts';
import { StartError } from '../../lifecycle/start-error.ts';
import { noteJobs } from '../../note-store.fixture.ts';
import { openDatabase } from './database.ts';
import { oddJobs } from './odd-jobs.fixture.ts';
import { openSqlite } from './sqlite.ts';

const note = { topic: 'a', author: { id: 'u1', name: 'Alice' }, text: 'hi' };

it('while another process holds the database, writes wait and everybody else is served', async () => {
  await using app = await startApp();
  const { socket } = await app.login('Alice');
  await socket.emitWithAck('topic:open', { topic: 'general' });
  const other = openDatabase(app.config.dataDir);
  other.exec('BEGIN IMMEDIATE');
  let isSent = false;
  const sending = socket.emitWithAck('note:add', { topic: 'general', text: 'hi' }).then((reply) => {
    isSent = true;
    return reply;
  });
  for (let call = 0; call < 20; call++)
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  expect(await socket.emitWithAck('note:list', { topic: 'general' })).toMatchObject({
    ok: true,
    data: { notes: [] },
  });
  expect(isSent).toBe(false);
  other.exec('COMMIT');
  other.close();
  expect(await sending).toMatchObject({ ok: true, data: { number: 1 } });
});

it('a read that is asked after a write sees it, also where nobody waited for the write', async () => {
  const database = await openSqlite(tempFolder(), 'durable');
  const notes = await database.store(noteJobs);
  const adding = notes.add(note);
  expect(await notes.list('a')).toEqual([note]);
  await adding;
  await database.close();
});

it('closes when everything that was asked before is done, and refuses what is asked after', async () => {
  const folder = tempFolder();
  const database = await openSqlite(folder, 'durable');
  const notes = await database.store(noteJobs);
  const added = Array.from({ length: 50 }, () => notes.add(note));
  await database.close();
  await database.close();
  expect(await Promise.all(added)).toHaveLength(50);
  await expect(notes.list('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(await database.isUp()).toBe(false);
  const again = await openSqlite(folder, 'durable');
  expect(await (await again.store(noteJobs)).list('a')).toHaveLength(50);
  expect(await again.isUp()).toBe(true);
  await again.close();
});

it('refuses, in one line, a folder that cannot be used', async () => {
  const opening = openSqlite('/dev/null/data', 'durable');
  await expect(opening).rejects.toThrow(StartError);
  await expect(opening).rejects.toThrow(/^DATA_DIR \S+ cannot be used: [^\n]+\.$/);
});

const NO_DATA = {
  name: 'TypeError',
  message: expect.stringMatching(
    /^What a store takes and gives must be plain data: .+ could not be cloned\.$/,
  ),
};

describe('a mistake in a store of an application fails the call, and nothing else:', () => {
  async function open() {
    const database = await openSqlite(tempFolder(), 'durable');
    onTestFinished(() => database.close());
    return database.store(oddJobs);
  }

  it('an argument that no thread can be sent', async () => {
    const odd = await open();
    const [before, between, after] = await Promise.allSettled([
      odd.write('a'),
      odd.write(() => 1),
      odd.write('b'),
    ]);
    expect([before, after]).toMatchObject([{ value: 'a' }, { value: 'b' }]);
    expect(between).toMatchObject({ reason: NO_DATA });
    expect(await odd.count()).toBe(2);
  });

  it('a result that no thread can be sent', async () => {
    const odd = await open();
    const [before, between, after] = await Promise.allSettled([
      odd.write('a'),
      odd.giveFunction(),
      odd.count(),
    ]);
    expect([before, after]).toMatchObject([{ value: 'a' }, { value: 1 }]);
    expect(between).toMatchObject({ reason: NO_DATA });
  });

  it('a job that is asynchronous, which changes nothing', async () => {
    const odd = await open();
    await expect(odd.writeLater('a')).rejects.toThrow(
      new TypeError('A job of a store must be synchronous: this one gave a promise.'),
    );
    expect(await odd.count()).toBe(0);
  });

  it('a job that throws what is no Error', async () => {
    const odd = await open();
    for (const call of [odd.abort('a text'), odd.abort(null)])
      await expect(call).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await odd.write('a')).toBe('a');
  });
});
