import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failure, startApp, tempFolder } from '../../app.fixture.ts';
import { noteJobs } from '../../note-store.fixture.ts';
import { openDatabase } from './database.ts';
import { openSqlite } from './sqlite.ts';

const note = { topic: 'a', author: { id: 'u1', name: 'Alice' }, text: 'hi' };
const topic = 'general';

it('a data folder that is deleted while the server runs makes it not ready, and what would be lost is refused', async () => {
  await using app = await startApp();
  const { socket } = await app.login('Alice');
  await socket.emitWithAck('topic:open', { topic });
  expect((await app.request('/readyz')).status).toBe(200);
  rmSync(app.config.dataDir, { recursive: true });
  const { status, text } = await app.request('/readyz');
  expect([status, JSON.parse(text)]).toEqual([503, { ok: false, notReady: ['stores'] }]);
  expect(await socket.emitWithAck('note:add', { topic, text: 'hi' })).toEqual(failure('SERVICE_UNAVAILABLE'));
});

it('a database that another one took the place of is refused, and says what to do', async () => {
  const folder = tempFolder();
  const database = await openSqlite(folder, 'durable');
  const notes = await database.store(noteJobs);
  await notes.add(note);
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `switchboard.db${end}`));
  openDatabase(folder).close();
  await expect(notes.add(note)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    cause: {
      message: `${join(folder, 'switchboard.db')} was deleted or replaced while the server ran: put it back and start the server again.`,
    },
  });
  expect(await database.isUp()).toBe(false);
  await database.close();
});

it('the documented backup has everything that was there, while the server writes on', async () => {
  await using app = await startApp();
  const { socket } = await app.login('Alice');
  await socket.emitWithAck('topic:open', { topic });
  const add = (text: string) => socket.emitWithAck('note:add', { topic, text });
  await add('before');
  const copy = tempFolder();
  const docs = readFileSync(new URL('../../../../../docs/operations.md', import.meta.url), 'utf8');
  const sql = /^sqlite3 "\$DATA_DIR\/switchboard.db" "(.*)"$/m.exec(docs)?.[1] ?? 'not documented';
  const tool = openDatabase(app.config.dataDir);
  const writing = add('meanwhile');
  tool.exec(sql.replace('backup.db', join(copy, 'switchboard.db')));
  tool.close();
  expect(await writing).toMatchObject({ ok: true });
  await using restored = await startApp({ dataDir: copy });
  const { socket: reader } = await restored.login('Bob');
  await reader.emitWithAck('topic:open', { topic });
  expect(await reader.emitWithAck('note:list', { topic })).toMatchObject({
    data: { notes: expect.arrayContaining([expect.objectContaining({ text: 'before' })]) },
  });
});

it('after a clean stop the file of the database alone has everything', async () => {
  const folder = tempFolder();
  const database = await openSqlite(folder, 'durable');
  await (await database.store(noteJobs)).add(note);
  await database.close();
  const copy = tempFolder();
  copyFileSync(join(folder, 'switchboard.db'), join(copy, 'switchboard.db'));
  const again = await openSqlite(copy, 'durable');
  expect(await (await again.store(noteJobs)).list('a')).toEqual([note]);
  await again.close();
});
