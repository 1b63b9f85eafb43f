import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AnyReply } from '@switchboard/contract';
import { dataOf } from '@switchboard/node-server/testing';
import { describe, expect, it } from 'vitest';
import { tempFolder } from './app.fixture.ts';
import { clientsOf, spawnChat } from './server-process.fixture.ts';

describe('a start that cannot succeed ends with one line and exit code 1:', () => {
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
    [
      'no number of workers',
      { WORKERS: '0' },
      'WORKERS must be a number of processes from 1 to 128, or auto.\n',
    ],
  ])('%s', async (_problem, env, line) => {
    await using server = spawnChat(env);
    expect(await server.ended()).toEqual({ code: 1, stderr: line });
  });

  it.each(['1', '2'])('a port in use, with WORKERS=%s', async (WORKERS) => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await using server = spawnChat({ SERVER_PORT: String(port), WORKERS });
    expect(await server.ended()).toEqual({
      code: 1,
      stderr: `Port ${port} is in use: stop the other process or set SERVER_PORT.\n`,
    });
    other.close();
  });
});

describe('a running server', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends by %s with exit code 0 while clients are connected',
    async (signal) => {
      await using server = spawnChat();
      using clients = clientsOf(await server.port());
      const socket = await clients.connect();
      expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
      server.kill(signal);
      server.kill(signal);
      expect(await server.ended()).toEqual({ code: 0, stderr: '' });
    },
  );

  it('reads its certificate again by SIGHUP, and keeps its sockets', async () => {
    await using server = spawnChat();
    using clients = clientsOf(await server.port());
    const socket = await clients.connect();
    server.kill('SIGHUP');
    await server.lines('The certificate was replaced');
    expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
    server.kill('SIGTERM');
    expect(await server.ended()).toEqual({ code: 0, stderr: '' });
  });

  it('has every acknowledged message after a kill -9', async () => {
    const env = { DATA_DIR: tempFolder() };
    await using first = spawnChat(env);
    using clients = clientsOf(await first.port());
    const socket = await clients.connect();
    const { token } = dataOf<{ token: string }>(await socket.emitWithAck('session:login', { name: 'Alice' }));
    await socket.emitWithAck('room:join', { room: 'general' });
    const acknowledged: string[] = [];
    for (let i = 0; i < 50; i++) {
      const call = socket.emitWithAck('message:send', { room: 'general', text: `${i}` });
      const onReply = (reply: AnyReply): void => {
        acknowledged.push(dataOf<{ id: string }>(reply).id);
        if (acknowledged.length === 20) first.kill('SIGKILL');
      };
      call.then(onReply, () => undefined); // Calls that the kill cut off have no reply.
    }
    expect(await first.ended()).toMatchObject({ code: null });
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);

    await using second = spawnChat(env);
    using later = clientsOf(await second.port());
    const again = await later.connect();
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
