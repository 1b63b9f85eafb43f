import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { type WatchOptions, watchFiles } from './watch-files.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Looks {
  count: number;
  /** Resolves at the next one. */
  next(): Promise<void>;
  close(): void;
}

function watchOne(file: string, options: WatchOptions): Looks {
  let wake = (): void => undefined;
  const { close } = watchFiles(
    [file],
    () => {
      looks.count++;
      wake();
    },
    options,
  );
  closers.push(close);
  const looks: Looks = {
    count: 0,
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    close,
  };
  return looks;
}

describe('watchFiles', () => {
  it('looks once for what changes at once', async () => {
    const folder = tempFolder();
    const looks = watchOne(join(folder, 'a'), { settle: 100 });
    const first = looks.next();
    for (const name of ['a', 'b', 'a', 'c']) writeFileSync(join(folder, name), name);
    await first;
    const second = looks.next();
    writeFileSync(join(folder, 'a'), 'again');
    await second;
    expect(looks.count).toBe(2);
  });

  it('goes on in the folder that took the place of the first', async () => {
    const root = tempFolder();
    const folder = join(root, 'certificates');
    mkdirSync(folder);
    const looks = watchOne(join(folder, 'a'), { settle: 50 });
    const first = looks.next();
    mkdirSync(join(root, 'new'));
    rmSync(folder, { recursive: true });
    renameSync(join(root, 'new'), folder);
    await first;
    const second = looks.next();
    writeFileSync(join(folder, 'a'), 'new');
    await second;
  });

  it('looks now and then where there is nothing to watch, and finds the folder once it is there', async () => {
    const folder = join(tempFolder(), 'later');
    const looks = watchOne(join(folder, 'a'), { settle: 10, interval: 50 });
    await looks.next();
    mkdirSync(folder);
    await looks.next();
    await looks.next();
  });

  it('looks no more once it is closed', async () => {
    const folder = tempFolder();
    const closed = watchOne(join(folder, 'a'), { settle: 10, interval: 20 });
    const other = watchOne(join(folder, 'a'), { settle: 100 });
    closed.close();
    const next = other.next();
    writeFileSync(join(folder, 'a'), '');
    await next;
    expect(closed.count).toBe(0);
  });
});
