import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { dataOf } from '../testing/waiting.ts';
import { clientsOf, spawnBoard } from './board-process.fixture.ts';

const disconnected = (socket: { once(event: 'disconnect', listener: (reason: string) => void): unknown }) =>
  new Promise<string>((resolve) => socket.once('disconnect', resolve));

describe('a server that gets a signal to stop', () => {
  it('answers what it has, lets its clients come back by themselves, and ends with exit code 0', async () => {
    const env = { DATA_DIR: tempFolder() };
    await using server = spawnBoard(env);
    const port = await server.port();
    using clients = clientsOf(port);
    const socket = await clients.connect({ reconnection: true });
    const { token } = dataOf<{ token: string }>(await socket.emitWithAck('user:enter', { name: 'Alice' }));
    await socket.emitWithAck('topic:open', { topic: 'general' });
    const acknowledged: string[] = [];
    let sent = 0;
    const reason = disconnected(socket);
    const send = async (): Promise<void> => {
      while (socket.connected) {
        sent += 1;
        const text = `note ${sent}`;
        const reply = await socket.emitWithAck('note:add', { topic: 'general', text });
        if (reply.ok) acknowledged.push(text);
        else expect(reply.error.code).toBe('SERVICE_UNAVAILABLE');
        if (acknowledged.length === 20) server.kill('SIGTERM');
      }
    };
    // What was sent as the connection closed has no reply.
    const sending = Promise.allSettled([send(), send()]);
    expect(await reason).toBe('transport close');
    expect(socket.active).toBe(true);
    expect(await server.ended()).toEqual({ code: 0, stderr: '' });
    for (const result of await sending) {
      if (result.status === 'rejected')
        expect(result.reason).toEqual(new Error('socket has been disconnected'));
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);

    await using after = spawnBoard({ ...env, SERVER_PORT: String(port) });
    using later = clientsOf(await after.port());
    const again = await later.connect({ auth: { token } });
    await again.emitWithAck('topic:open', { topic: 'general' });
    const { notes } = dataOf<{ notes: { text: string }[] }>(
      await again.emitWithAck('note:list', { topic: 'general' }),
    );
    expect(notes.map(({ text }) => text)).toEqual(expect.arrayContaining(acknowledged));
  });

  it('says that it is not ready, but serves for DRAIN_DELAY', async () => {
    await using server = spawnBoard({ DRAIN_DELAY: '4' });
    using clients = clientsOf(await server.port());
    const read = async (path: string) => {
      const { status, text } = await clients.request(path);
      return { status, text };
    };
    expect(await read('/readyz')).toEqual({ status: 200, text: '{"ok":true}' });
    server.kill('SIGTERM');
    await server.lines('Switchboard stops');
    expect(await read('/readyz')).toEqual({ status: 503, text: '{"ok":false,"notReady":["serving"]}' });
    expect(await read('/healthz')).toMatchObject({ status: 200 });
    const socket = await clients.connect();
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    expect(await disconnected(socket)).toBe('transport close');
    expect(await server.ended()).toMatchObject({ code: 0 });
  });

  it('ends at once, with exit code 1, when it gets another one a while later', async () => {
    await using server = spawnBoard({ DRAIN_DELAY: '30' });
    await server.port();
    server.kill('SIGTERM');
    const again = setInterval(() => server.kill('SIGTERM'), 200);
    expect(await server.ended()).toEqual({ code: 1, stderr: '' });
    clearInterval(again);
  });

  it('ends in its time though a peer holds its connection', async () => {
    await using server = spawnBoard({ DRAIN_SECONDS: '1' });
    const peer = connectTcp(await server.port(), 'localhost');
    await once(peer, 'connect');
    const cut = once(peer, 'close');
    server.kill('SIGTERM');
    expect(await server.ended()).toEqual({ code: 0, stderr: '' });
    await cut;
  });
});

describe('an error that nobody caught', () => {
  it('is logged whole, and the server drains and ends with exit code 1', async () => {
    await using server = spawnBoard();
    using clients = clientsOf(await server.port());
    const socket = await clients.connect();
    const reason = disconnected(socket);
    server.kill('SIGUSR2');
    const [line] = await server.lines('An error that nobody caught');
    expect(line).toMatchObject({ level: 60, origin: 'uncaughtException' });
    expect(line?.err).toMatchObject({
      message: '\u009bcrashed for the test',
      stack: expect.stringContaining('data:text/javascript'),
    });
    expect(await reason).toBe('transport close');
    expect(await server.ended()).toEqual({ code: 1, stderr: '' });
  });
});
