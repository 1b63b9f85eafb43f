import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { end, start } from './run.ts';
import { copySources, type SourceCopy } from './source-copy.ts';
import { tool } from './tool.ts';

const BEFORE = "'system:echo': ({ message }) => ({ value: message.value })";
const ECHO_TWICE = "'system:echo': ({ message }) => ({ value: [message.value, message.value] })";

/** Milliseconds, many times what `tsx watch` waits after an edit before it restarts. */
const PATIENCE = 1_500;

// One copy, one server: each test goes on from where the one before it left the sources.
describe('the server in development', { timeout: 30_000 }, () => {
  let copy: SourceCopy;
  let server: ReturnType<typeof start>;
  let socket: Socket;
  let output = '';
  const failure = /Controllers could not be reloaded/g;

  /** Resolves once the server has written what fits for the `count`th time. */
  async function written(pattern: RegExp, count = 1): Promise<RegExpMatchArray> {
    for (;;) {
      const found = [...output.matchAll(pattern)][count - 1];
      if (found) return found;
      await new Promise((resolve) => server.stdout?.once('data', resolve));
    }
  }

  function edit(file: string, change: (source: string) => string): void {
    const path = join(copy.root, 'apps/server/src', file);
    const source = readFileSync(path, 'utf8');
    const changed = change(source);
    expect(changed).not.toBe(source);
    writeFileSync(path, changed);
  }

  const echo = async (value: unknown): Promise<unknown> =>
    (await socket.timeout(10_000).emitWithAck('system:echo', { value })).data?.value;

  beforeAll(async () => {
    copy = copySources();
    const folder = join(copy.root, 'apps/server');
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [name, ...args] = scripts.dev.split(/\s+/).map((word: string) => word.replaceAll("'", ''));
    const command = { ...tool(name, args, { workspace: 'apps/server' }), cwd: folder };
    server = start({ ...command, env: { NODE_ENV: 'development', SERVER_PORT: '0' } }, 'pipe');
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const [, url] = await written(/(https:\/\/localhost:\d+)/g);
    const ca = readFileSync(join(copy.root, '.certificates/ca.crt'), 'utf8');
    socket = io(url, { ca, forceNew: true, reconnection: false, transports: ['websocket'] });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
  }, 60_000);

  afterAll(async () => {
    socket?.disconnect();
    if (server) await end(server);
    copy?.[Symbol.dispose]();
  });

  it('serves the next call with an edited controller, on the same connection', async () => {
    const { id } = socket;
    expect(await echo(1)).toBe(1);
    edit('controllers/system.ts', (source) => source.replace(BEFORE, ECHO_TWICE));
    await written(/Controllers reloaded/g);
    expect(await echo(2)).toEqual([2, 2]);
    expect(socket).toMatchObject({ connected: true, id });
  });

  it.each([
    ['cannot be parsed', () => 'export const systemControllers = () => ({'],
    ['throws while it is loaded', (source: string) => `${source}\nthrow new Error('half\\nan edit');`],
    ['lost a controller', (source: string) => source.replace("'system:time'", "'system:clock'")],
  ])('keeps the controllers where the edited file %s, and says so in one line', async (_how, spoil) => {
    const { id } = socket;
    const path = join(copy.root, 'apps/server/src/controllers/system.ts');
    const good = readFileSync(path, 'utf8');
    const failures = [...output.matchAll(failure)].length;
    const reloads = [...output.matchAll(/Controllers reloaded/g)].length;
    edit('controllers/system.ts', spoil);
    await written(failure, failures + 1);
    expect(await echo(3)).toEqual([3, 3]);
    expect(await socket.timeout(10_000).emitWithAck('system:time')).toMatchObject({ ok: true });

    writeFileSync(path, good);
    await written(/Controllers reloaded/g, reloads + 1);
    expect(await echo(4)).toEqual([4, 4]);
    expect([...output.matchAll(failure)]).toHaveLength(failures + 1);
    expect(output.split('\n').find((line) => line.includes('could not be reloaded'))).toContain('reason');
    expect(socket).toMatchObject({ connected: true, id });
  });

  it('is not restarted by such edits, not even a while later', async () => {
    const { id } = socket;
    const until = performance.now() + PATIENCE;
    while (performance.now() < until) {
      expect(await echo(5)).toEqual([5, 5]);
      await delay(100);
    }
    expect(socket).toMatchObject({ connected: true, id });
    expect([...output.matchAll(/Switchboard listens/g)]).toHaveLength(1);
  });

  it('starts anew after an edit of any other file', async () => {
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    edit('app-context.ts', (source) => `${source}\n`);
    await gone;
    await written(/Switchboard listens/g, 2);
  });
});
