import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { tempFolder } from './temp-folder.fixture.ts';

/** The generator as npm starts it, in an empty folder and without a terminal. */
function start(args: readonly string[]) {
  const cwd = tempFolder();
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), main, ...args, '--package-manager=npm'],
    {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return { child, ended, left: () => readdirSync(cwd) };
}

/** A registry for npm, which asks no other one in this test. */
async function startRegistry(onConnection: (connection: Socket) => void) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('npm_config_registry', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('npm_config_cache', tempFolder());
  vi.stubEnv('npm_config_fetch_retries', '0');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.close();
  });
  return server;
}

it('refuses in one sentence, with exit code 1', async () => {
  const { ended, left } = start(['My App']);
  const stderr =
    '"My App" is no name of a package: use small letters, digits, "-", "_" and ".", such as my-app.\n';
  expect(await ended).toEqual({ code: 1, stderr });
  expect(left()).toEqual([]);
});

it('says in one sentence that there is no network, and leaves nothing behind', async () => {
  await startRegistry((connection) => connection.destroy());
  const { ended, left } = start(['apps/my-app']);
  const stderr = 'npm cannot reach its registry: check the network and try again, or use --no-install.\n';
  expect(await ended).toEqual({ code: 1, stderr });
  expect(left()).toEqual([]);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('leaves nothing behind, and ends npm, at %s', async (signal, code) => {
  // It never answers.
  const registry = await startRegistry((connection) => connection.on('error', () => undefined).resume());
  const { child, ended, left } = start(['my-app']);
  const [connection] = (await once(registry, 'connection')) as [Socket];
  expect(left()).toEqual(['my-app']);
  const npmIsGone = once(connection, 'close');
  child.kill(signal);
  expect(await ended).toEqual({ code, stderr: 'Cancelled: nothing was made.\n' });
  await npmIsGone;
  expect(left()).toEqual([]);
});
