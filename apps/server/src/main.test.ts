import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { certificates, dataOf, tempFolder } from './app.fixture.ts';

const PACKAGE = dirname(fileURLToPath(new URL('.', import.meta.url)));

interface ServerProcess extends AsyncDisposable {
  /** Resolves to the port once it listens. */
  port(): Promise<number>;
  /** Resolves to what was printed so far, once it has a match. */
  printed(text: string | RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves once it has ended by itself or by a signal. */
  ended(): Promise<{ code: number | null; stderr: string }>;
}

/** The server as it is started for real, with a certificate, a data folder and a port of its own. */
async function spawnServer(changed: Record<string, string> = {}): Promise<ServerProcess> {
  const files = await certificates();
  const env = {
    NODE_ENV: 'production',
    SERVER_PORT: '0',
    SSL_KEY: files.serverKey,
    SSL_CERT: files.serverCert,
    SSL_PASSWD_FILE: files.passphrase,
    DATA_DIR: tempFolder(),
    ...changed,
  };
  const args = ['--conditions=@switchboard/source', '--import', 'tsx', 'src/main.ts'];
  const child = spawn(process.execPath, args, { cwd: PACKAGE, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const closed = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  const printed = async (text: string | RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = new RegExp(text).exec(stdout);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`It ended early: ${stderr}`);
      await Promise.race([once(child.stdout, 'data'), closed]);
    }
  };
  return {
    port: async () => Number((await printed(/"url":"https:\/\/localhost:(\d+)"/))[1]),
    printed,
    kill: (signal) => void child.kill(signal),
    ended: () => closed,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

async function connect(port: number): Promise<Socket & Disposable> {
  const ca = readFileSync((await certificates()).ca, 'utf8');
  const socket = io(`https://localhost:${port}`, { ca, forceNew: true });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return Object.assign(socket, { [Symbol.dispose]: () => void socket.disconnect() });
}

describe('a start that cannot succeed ends with one line and exit code 1:', { timeout: 20_000 }, () => {
  it.each([
    [
      'a wrong passphrase',
      { SSL_PASSWD: 'wrong' },
      'SSL_PASSWD does not open SSL_KEY: correct the passphrase.\n',
    ],
    [
      'a missing certificate',
      { SSL_CERT: '/gone.crt' },
      'SSL_CERT names a file that does not exist: /gone.crt.\n',
    ],
    [
      'a mistyped limit',
      { PING_TIMEOUT: 'abc' },
      'PING_TIMEOUT must be a number of seconds, more than 0 and at most 3600.\n',
    ],
    [
      'a data folder that is a file',
      { DATA_DIR: 'package.json' },
      expect.stringMatching(/^DATA_DIR \S+ cannot be used: .*\n$/),
    ],
  ])('%s', async (_problem, env, line) => {
    await using server = await spawnServer(env);
    expect(await server.ended()).toEqual({ code: 1, stderr: line });
  });

  it('a port in use', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await using server = await spawnServer({ SERVER_PORT: String(port) });
    expect(await server.ended()).toEqual({
      code: 1,
      stderr: `Port ${port} is in use: stop the other process or set SERVER_PORT.\n`,
    });
    other.close();
  });
});

describe('a running server', { timeout: 20_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends by %s with exit code 0 while clients are connected',
    async (signal) => {
      await using server = await spawnServer();
      using socket = await connect(await server.port());
      expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
      server.kill(signal);
      server.kill(signal);
      expect(await server.ended()).toEqual({ code: 0, stderr: '' });
    },
  );

  it('reads its certificate again by SIGHUP, and keeps its sockets', async () => {
    await using server = await spawnServer();
    using socket = await connect(await server.port());
    server.kill('SIGHUP');
    await server.printed('The certificate was replaced');
    expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
    server.kill('SIGTERM');
    expect(await server.ended()).toEqual({ code: 0, stderr: '' });
  });

  it('has every acknowledged message after a kill -9', async () => {
    const env = { DATA_DIR: tempFolder() };
    await using first = await spawnServer(env);
    using socket = await connect(await first.port());
    const { token } = dataOf<{ token: string }>(await socket.emitWithAck('session:login', { name: 'Alice' }));
    await socket.emitWithAck('room:join', { room: 'general' });
    const acknowledged: string[] = [];
    for (let i = 0; i < 50; i++) {
      const call = socket.emitWithAck('message:send', { room: 'general', text: `${i}` });
      void call.then((reply) => {
        acknowledged.push(dataOf<{ id: string }>(reply).id);
        if (acknowledged.length === 20) first.kill('SIGKILL');
      });
    }
    expect(await first.ended()).toMatchObject({ code: null });
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);

    await using second = await spawnServer(env);
    using again = await connect(await second.port());
    expect(await again.emitWithAck('room:join', { room: 'general' })).toMatchObject({
      error: { code: 'UNAUTHORIZED' },
    });
    again.auth = { token };
    again.disconnect().connect();
    await new Promise<void>((resolve) => again.once('connect', resolve));
    await again.emitWithAck('room:join', { room: 'general' });
    const { messages } = dataOf<{ messages: { id: string; seq: number }[] }>(
      await again.emitWithAck('message:history', { room: 'general', limit: 100 }),
    );
    expect(messages.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  });
});
