import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proxied } from '../door/proxy-protocol/proxy-header.fixture.ts';
import { startProxy } from '../door/proxy-protocol/test-proxy.fixture.ts';
import type { LogLine, ServerProcess } from '../testing/server-process.ts';
import { testClients } from '../testing/test-clients.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { clientsOf, spawnBoard } from './board-process.fixture.ts';

interface Pair {
  readonly server: ServerProcess;
  readonly port: number;
  readonly workers: number[];
}

/** A server of two workers that both listen. */
async function startPair(): Promise<Pair> {
  const server = spawnBoard({ WORKERS: '2' });
  const port = await server.port();
  return { server, port, workers: pids(await server.lines('A worker listens', 2)) };
}

const pids = (lines: LogLine[]): number[] => lines.map(({ pid }) => pid);

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a server of two workers', () => {
  // For the tests that only look at it.
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.server[Symbol.asyncDispose]());

  it('serves one port with both, and an event reaches the sockets of both', async () => {
    const { server, port, workers } = pair;
    const byDefault = { transports: ['polling', 'websocket'], tryAllTransports: true };
    using clients = clientsOf(port);
    const sockets = await Promise.all(Array.from({ length: 4 }, () => clients.connect(byDefault)));
    const heard = sockets.map((socket) => new Promise((resolve) => socket.once('note:added', resolve)));
    for (const [index, socket] of sockets.entries()) {
      await socket.emitWithAck('user:enter', { name: `User ${index}` });
      await socket.emitWithAck('topic:open', { topic: 'general' });
    }
    const note = { topic: 'general', text: 'hi', picture: Buffer.from([0, 255]) };
    await sockets[0]?.emitWithAck('note:add', note);
    for (const added of await Promise.all(heard)) expect(added).toMatchObject(note);
    const served = pids(await server.lines('call', 9));
    expect(new Set(served)).toEqual(new Set(workers));
  });

  it('takes no polling, and says so', async () => {
    using clients = clientsOf(pair.port);
    expect(await clients.request('/socket.io/?EIO=4&transport=polling')).toMatchObject({
      status: 400,
      text: '{"code":0,"message":"Transport unknown"}',
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends whole by %s, with exit code 0', async (signal) => {
    const { server, port, workers } = await startPair();
    await using _ = server;
    using clients = clientsOf(port);
    const socket = await clients.connect();
    const reason = new Promise((resolve) => socket.once('disconnect', resolve));
    // As a terminal does: everybody gets it, and the primary passes it on.
    for (const pid of workers) process.kill(pid, signal);
    server.kill(signal);
    expect(await reason).toBe('transport close');
    expect(await server.ended()).toEqual({ code: 0, stderr: '' });
    expect(workers.filter(isAlive)).toEqual([]);
  });

  it('replaces a worker that is killed, and its clients come back', async () => {
    const { server, port, workers } = await startPair();
    await using _ = server;
    using clients = clientsOf(port);
    const comingBack = { reconnection: true };
    const sockets = await Promise.all(Array.from({ length: 4 }, () => clients.connect(comingBack)));
    const victim = workers[0] as number;
    process.kill(victim, 'SIGKILL');
    const [line] = await server.lines('A worker goes and is replaced');
    expect(line).toMatchObject({
      workerPid: victim,
      signal: 'SIGKILL',
      failures: 1,
      replacedInMs: 0,
      worker: 'primary',
    });
    await server.lines('A worker listens', 3);
    for (const socket of sockets) {
      expect(await socket.timeout(20_000).emitWithAck('clock:read')).toMatchObject({ ok: true });
    }
  });

  it('replaces a worker that fails before it has ended, and one that got a signal to end', async () => {
    const { server, workers } = await startPair();
    await using _ = server;
    process.kill(workers[0] as number, 'SIGUSR2');
    process.kill(workers[1] as number, 'SIGTERM');
    const lines = await server.lines('A worker goes and is replaced', 2);
    const of = (pid: number | undefined): LogLine | undefined =>
      lines.find(({ workerPid }) => workerPid === pid);
    expect(of(workers[0])).toMatchObject({ level: 50, failures: 1 });
    expect(of(workers[1])).toMatchObject({ level: 30, failures: 0 });
    await server.lines('A worker listens', 4);
  });

  // The last test of the shared pair: it kills one of its workers.
  it('shows the figures of both in the metrics of either, and counts what failed', async () => {
    const { server, port, workers } = pair;
    using clients = clientsOf(port);
    const metrics = async (): Promise<string> => (await clients.request('/metrics')).text;
    for (const worker of [1, 2]) {
      const noSockets = `switchboard_connected_sockets{worker="${worker}"} 0`;
      await expect.poll(metrics).toContain(noSockets);
      expect(await metrics()).toMatch(
        new RegExp(`^process_start_time_seconds{worker="${worker}"} \\d+`, 'm'),
      );
    }
    process.kill(workers[0] as number, 'SIGKILL');
    await server.lines('A worker listens', 3);
    const after = await metrics();
    expect(after).toMatch(/^switchboard_worker_failures_total{worker="[12]"} 1$/m);
    expect(after.match(/^process_start_time_seconds/gm)).toHaveLength(2);
  });

  it('leaves nobody behind when the primary is killed', async () => {
    const { server, port } = await startPair();
    await using _ = server;
    using clients = clientsOf(port);
    const socket = await clients.connect();
    const reason = new Promise((resolve) => socket.once('disconnect', resolve));
    server.kill('SIGKILL');
    expect(await reason).toBe('transport close');
    // Its output is closed when the last of those who hold it has ended.
    expect(await server.ended()).toMatchObject({ code: null });
  });
});

it('several workers with a Redis need no data folder, as one process needs none', async () => {
  await using redis = await startTestRedis();
  await using server = spawnBoard({
    WORKERS: '2',
    REDIS_URL: redis.url,
    TOKEN_SECRET: 'x'.repeat(32),
    DATA_DIR: '/dev/null/data',
  });
  using clients = clientsOf(await server.port());
  const socket = await clients.connect();
  expect(await socket.emitWithAck('user:enter', { name: 'Alice' })).toMatchObject({ ok: true });
});

it('several workers behind a proxy count each client by the address in its PROXY header', async () => {
  await using server = spawnBoard({
    WORKERS: '2',
    PROXY_PROTOCOL: 'on',
    TRUST_PROXY: '127.0.0.1',
    MAX_CONNECTIONS_PER_ADDRESS: '1',
  });
  const port = await server.port();
  let clients = 0;
  await using proxy = await startProxy(port, { headerOf: () => [proxied(`192.0.2.${++clients}`)] });
  using each = clientsOf(Number(new URL(proxy.url).port));
  const sockets = await Promise.all(Array.from({ length: 30 }, () => each.connect()));
  for (const socket of sockets) expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });

  await using proxyOfOne = await startProxy(port, { headerOf: () => [proxied('198.51.100.1')] });
  using one = clientsOf(Number(new URL(proxyOfOne.url).port));
  const tries = await Promise.allSettled([one.connect(), one.connect(), one.connect()]);
  // Limits hold for each process.
  expect(tries.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(1);
  const { text } = await each.request('/metrics');
  expect(text).toMatch(/refused_connections_total\{reason="max_connections_per_address",worker="\d"\} [1-9]/);
});

it('several workers serve plain HTTP with TLS=off, answer health checks on their port, and drain', async () => {
  await using server = spawnBoard({
    ...{ TLS: 'off', SSL_KEY: '', SSL_CERT: '', SSL_PASSWD_FILE: '', WORKERS: '2', HEALTH_PORT: '0' },
    ...{ PROXY_PROTOCOL: 'on', TRUST_PROXY: '127.0.0.1' },
  });
  const port = await server.port();
  const [warning] = await server.lines(
    'TLS=off: SERVING PLAIN HTTP, which everyone on the way can read and change. Only a proxy that ends TLS may reach this port.',
  );
  expect(warning).toMatchObject({ level: 40, worker: 'primary' });
  await using proxy = await startProxy(port, { headerOf: () => [proxied('192.0.2.1')] });
  using clients = testClients(proxy.url.replace('https', 'http'));
  const socket = await clients.connect();
  expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  const [health] = await server.lines('Health checks have a port of their own');
  using probe = testClients(`http://localhost:${health?.healthPort}`);
  expect((await probe.request('/metrics')).text).toContain('worker="2"');
  const reason = new Promise((resolve) => socket.once('disconnect', resolve));
  // A worker reads no certificate again.
  server.kill('SIGHUP');
  server.kill('SIGTERM');
  expect(await reason).toBe('transport close');
  expect(await server.ended()).toEqual({ code: 0, stderr: '' });
});
