import { readFileSync } from 'node:fs';
import { Server } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { createCertificate } from '../processes/certificate.ts';
import { type BareServer, startBare } from '../servers/bare-server.ts';
import type { ServerConfig } from '../servers/server.config.ts';
import { Caller } from './caller.ts';
import { openCallers } from './open-callers.ts';
import { runBursts } from './run-bursts.ts';
import { runCalls } from './run-calls.ts';
import { createWork, ORDER } from './work.ts';

const work = createWork(ORDER);

async function start(config: Partial<ServerConfig> = {}): Promise<BareServer> {
  const server = await startBare({ tls: undefined, events: 5, ...config });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

async function connect({ port }: { port: number }, connections: number, tls = false): Promise<Caller[]> {
  const callers = await openCallers({ address: { port, tls }, flavour: 'socket.io', connections });
  onTestFinished(async () => void (await Promise.all(callers.map((caller) => caller.close()))));
  return callers;
}

/** A server that does with orders what it is told. */
async function startWith(place: (order: { id: string }, ack: (data: unknown) => void) => void) {
  const io = new Server(0);
  onTestFinished(() => io.close());
  io.on('connection', (socket) => socket.on('order:place', place));
  const address = io.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return { io, port: address.port };
}

it('makes as many calls as it was told, and finds the replies right', async () => {
  const server = await start();
  let placed = 0;
  server.io.on('connection', (socket) => socket.on('order:place', () => (placed += 1)));
  const callers = await connect(server, 5);
  expect(await runCalls(callers, { work, calls: 501, inFlight: 4 })).toMatchObject({ calls: 501, wrong: 0 });
  expect(placed).toBe(501);
});

it('keeps as many calls in flight as it was told', async () => {
  const acks: (() => void)[] = [];
  let most = 0;
  const server = await startWith(({ id }, ack) => {
    acks.push(() => ack({ id }));
    most = Math.max(most, acks.length);
    if (acks.length === 6) for (const answer of acks.splice(0)) answer();
  });
  const callers = await connect(server, 2);
  await runCalls(callers, { work, calls: 60, inFlight: 3 });
  expect(most).toBe(6);
});

it('counts wrong replies, and shows one', async () => {
  const server = await startWith(({ id }, ack) => ack({ id, total: -1, accepted: true }));
  const result = await runCalls(await connect(server, 2), { work, calls: 10, inFlight: 2 });
  expect(result).toMatchObject({ calls: 10, wrong: 10, example: expect.stringContaining('"total":-1') });
});

it('a lost connection ends the run with an error', async () => {
  let calls = 0;
  const server = await startWith(() => {
    calls += 1;
    if (calls === 4) server.io.disconnectSockets(true);
  });
  const callers = await connect(server, 2);
  await expect(runCalls(callers, { work, calls: 10, inFlight: 2 })).rejects.toThrow(
    /lost|closed|let a client go/,
  );
  await expect(runCalls(callers, { work, calls: 10, inFlight: 2 })).rejects.toThrow();
});

it('says why a server did not let it in', async () => {
  const server = await startWith(() => {});
  server.io.use((_socket, next) => next(new Error('not today')));
  await expect(connect(server, 1)).rejects.toThrow('not today');
  await expect(Caller.open({ port: server.port, tls: false }, 'raw-ws')).rejects.toThrow('400');
});

it('counts what everyone gets of a burst', async () => {
  const callers = await connect(await start(), 7);
  expect(await runBursts(callers, { bursts: 3, count: 10 })).toEqual({ delivered: 210, wrong: 0 });
});

it('counts events that are not what was asked for', async () => {
  const server = await startWith(() => {});
  server.io.on('connection', (socket) =>
    socket.on('burst:start', (_payload, ack) => {
      server.io.emit('order:placed', { id: 1 });
      ack({ sent: 1 });
    }),
  );
  const callers = await connect(server, 3);
  expect(await runBursts(callers, { bursts: 2, count: 1 })).toEqual({ delivered: 6, wrong: 6 });
});

it('calls over TLS, with texts of every size', async () => {
  await using certificate = await createCertificate();
  const tls = { key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) };
  const callers = await connect(await start({ tls }), 2, true);
  for (const bytes of [1, 200, 70_000]) {
    const text = createWork({ kind: 'message', bytes });
    expect(await runCalls(callers, { work: text, calls: 10, inFlight: 2 })).toMatchObject({ wrong: 0 });
  }
});
