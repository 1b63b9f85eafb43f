import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { succeed } from '../lib/run.ts';
import { type ExampleCopy, installExamples, type Program, startProgram } from './example-copy.ts';

let copy: ExampleCopy;
let folder: string;

beforeAll(async () => {
  copy = await installExamples(['stock-application'], inject('tarballs'));
  folder = copy.folder('stock-application');
});

afterAll(() => copy?.[Symbol.dispose]());

function start(file: string, env?: Readonly<Record<string, string>>): Program {
  return startProgram(folder, ['--import', 'tsx', file], env);
}

async function urlOf({ output }: Program): Promise<string> {
  return (await output.until(/http:\S+/g))[0];
}

/** What a client writes until it ends. */
async function run(client: string, URL: string): Promise<string> {
  await using program = start(client, { URL });
  return (await program.finished()).text;
}

describe('the example of a stock application', () => {
  it('compiles', async () => {
    expect(await succeed({ file: 'npm', args: ['run', '--silent', 'check'], cwd: folder })).toBe('');
  });

  it('has one copy of socket.io, the one that it had', () => {
    const modules = join(folder, 'node_modules');
    const files = readdirSync(modules, { recursive: true, encoding: 'utf8' });
    const copies = files.filter((file) => /(^|[\\/]node_modules[\\/])socket\.io$/.test(file));
    expect(copies).toEqual(['socket.io']);
    expect(readFileSync(join(modules, 'socket.io/package.json'), 'utf8')).toContain('"version": "4.7.5"');
  });

  it('gets 20 lines at most, and loses none but the one that makes the server of Socket.IO', () => {
    const linesOf = (file: string): string[] => readFileSync(join(folder, file), 'utf8').split('\n');
    const [before, after] = [linesOf('before/server.ts'), linesOf('server.ts')];
    expect(before.filter((line) => !after.includes(line))).toEqual(['const io = new Server(server);']);
    expect(after.filter((line) => !before.includes(line)).length).toBeLessThanOrEqual(20);
  });

  it('serves the old client as it did, and beside it the new one, and refuses what does not fit', async () => {
    await using before = start('before/server.ts', { PORT: '0' });
    await using after = start('server.ts', { PORT: '0' });
    const asBefore = await run('old-client.ts', await urlOf(before));
    expect(asBefore.split('\n').slice(0, 4)).toEqual([
      'a stranger gets Log in first.',
      'heard of order 1 7 pancakes',
      'ordered 1',
      'order 1 is ready for table 7',
    ]);

    expect(await run('old-client.ts', await urlOf(after))).toBe(asBefore);
    expect(await run('new-client.ts', await urlOf(after))).toMatch(
      /^a stranger gets UNAUTHORIZED Log in first\.\ntable 99 gets BAD_REQUEST.*'table'.*\nheard of order 2 9 rice\nordered 2\n$/s,
    );
  });
});
