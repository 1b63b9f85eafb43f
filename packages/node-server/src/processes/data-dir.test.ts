import { expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { spawnBoard } from './board-process.fixture.ts';

it('a data folder is one server’s, whether it has workers or not, until it is gone, even by kill -9', async () => {
  const env = { DATA_DIR: tempFolder() };
  const first = spawnBoard(env);
  await first.port();
  await using second = spawnBoard({ ...env, WORKERS: '2' });
  expect(await second.ended()).toEqual({
    code: 1,
    stderr: `DATA_DIR ${env.DATA_DIR} is in use by another server: stop that one, give this one a DATA_DIR of its own, or let both share a Redis (REDIS_URL).\n`,
  });
  await first[Symbol.asyncDispose]();
  await using third = spawnBoard(env);
  await third.port();
});

it('a data folder that nobody can make ends the start at once, in one line', async () => {
  await using server = spawnBoard({ DATA_DIR: '/proc/none/deep' });
  expect(await server.ended()).toEqual({
    code: 1,
    stderr:
      "DATA_DIR /proc/none/deep cannot be used: ENOENT: no such file or directory, mkdir '/proc/none'.\n",
  });
});
