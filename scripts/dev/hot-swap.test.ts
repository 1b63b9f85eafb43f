import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProcessOutput } from '../lib/process-output.ts';
import { end, start } from '../lib/run.ts';
import { copySources, type SourceCopy } from '../lib/source-copy.ts';
import { tool } from '../lib/tool.ts';

const BEFORE = "'system:echo': ({ message }) => ({ value: message.value })";
const ECHO_TWICE = "'system:echo': ({ message }) => ({ value: [message.value, message.value] })";

// One copy, one server: each test goes on from where the one before it left the sources.
describe('the server in development', { timeout: 60_000 }, () => {
  let copy: SourceCopy;
  let server: ReturnType<typeof start>;
  let socket: Socket;
  let output: ProcessOutput;
  const reload = /Controllers reloaded/g;
  const failure = /Controllers could not be reloaded/g;

  const count = (pattern: RegExp): number => [...output.text.matchAll(pattern)].length;

  function edit(file: string, change: (source: string) => string): void {
    const path = join(copy.root, 'apps/server/src', file);
    const source = readFileSync(path, 'utf8');
    const changed = change(source);
    expect(changed).not.toBe(source);
    writeFileSync(path, changed);
  }

  const call = (event: string, ...payload: unknown[]) =>
    socket.timeout(30_000).emitWithAck(event, ...payload);
  const echo = async (value: unknown): Promise<unknown> => (await call('system:echo', { value })).data?.value;

  beforeAll(async () => {
    copy = copySources('packages', 'apps/server');
    const folder = join(copy.root, 'apps/server');
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [name, ...args] = scripts.dev.split(/\s+/).map((word: string) => word.replaceAll("'", ''));
    const command = { ...tool(name, args, { workspace: 'apps/server' }), cwd: folder };
    server = start({ ...command, env: { NODE_ENV: 'development', SERVER_PORT: '0' } }, 'pipe');
    output = new ProcessOutput(server);
    const [url] = await output.until(/https:\/\/localhost:\d+(?=\D)/g);
    const ca = readFileSync(join(copy.root, '.certificates/ca.crt'), 'utf8');
    socket = io(url, { ca, forceNew: true, reconnection: false, transports: ['websocket'] });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
  });

  afterAll(async () => {
    socket?.disconnect();
    if (server) await end(server);
    copy?.[Symbol.dispose]();
  });

  it('serves the next call with an edited controller, on the same connection', async () => {
    const { id } = socket;
    expect(await echo(1)).toBe(1);
    edit('controllers/system.ts', (source) => source.replace(BEFORE, ECHO_TWICE));
    await output.until(reload);
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
    const failures = count(failure);
    const reloads = count(reload);
    edit('controllers/system.ts', spoil);
    await output.until(failure, failures + 1);
    expect(await echo(3)).toEqual([3, 3]);
    expect(await call('system:time')).toMatchObject({ ok: true });

    writeFileSync(path, good);
    await output.until(reload, reloads + 1);
    expect(await echo(4)).toEqual([4, 4]);
    expect(count(failure), output.text).toBe(failures + 1);
    expect(output.text.split('\n').find((line) => line.includes('could not be reloaded'))).toContain(
      'reason',
    );
    expect(socket).toMatchObject({ connected: true, id });
  });

  it('starts again after an edit of any other file', async () => {
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    edit('app-context.ts', (source) => `${source}\n`);
    // After the other: the watcher gathers quick edits into one restart, and names the last that it noticed.
    edit('controllers/system.ts', (source) => `${source}\n`);
    await output.until(/Switchboard listens/g, 2);
    await gone;
  });

  it('does not start again after an edit of its controllers', () => {
    const noticed = [...output.text.matchAll(/change in (\S+)/g)].map(([, file]) => file);
    expect(noticed, output.text).toEqual(['./src/app-context.ts']);
    expect(count(/Switchboard listens/g), output.text).toBe(2);
  });
});
