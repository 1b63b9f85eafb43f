import { Server, type Socket } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import type { Caller } from './caller.ts';
import { openCallers } from './open-callers.ts';
import { runCalls } from './run-calls.ts';
import { runPaced } from './run-paced.ts';
import { createWork, ECHO, TIME } from './work.ts';

/** Callers of a server that handles its sockets as the test says. */
async function callersOf(serve: (socket: Socket) => void, connections = 2): Promise<Caller[]> {
  const io = new Server(0);
  io.on('connection', serve);
  const address = io.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  const callers = await openCallers({
    address: { port: address.port, tls: false },
    flavour: 'socket.io',
    connections,
  });
  onTestFinished(async () => {
    await Promise.all(callers.map((caller) => caller.close()));
    await io.close();
  });
  return callers;
}

type Ack = (reply: unknown) => void;
const now = { now: '2026-01-01T00:00:00.000Z' };

it('makes every call that is due, and counts those that were refused', async () => {
  let calls = 0;
  const callers = await callersOf((socket) =>
    socket.on('system:time', (_payload: null, ack: Ack) => {
      calls += 1;
      ack(calls === 3 ? { ok: false, error: { code: 'TIMEOUT' } } : now);
    }),
  );
  const result = await runPaced(callers, { work: createWork(TIME), seconds: 0.1, pace: 10 });
  expect(result).toMatchObject({ calls: 20, refused: 1, wrong: 1 });
  expect(calls).toBe(20);
});

it('counts the time from when a call was due: a server that stands still is late for all calls', async () => {
  const waiting: Ack[] = [];
  const callers = await callersOf((socket) =>
    socket.on('system:time', (_payload: null, ack: Ack) => {
      waiting.push(ack);
      if (waiting.length === 20) for (const answer of waiting) answer(now);
    }),
  );
  const { p50, p99 } = await runPaced(callers, { work: createWork(TIME), seconds: 0.2, pace: 20 });
  // The last of the twenty calls is due after 190 ms, and the tenth after 90.
  expect(p99).toBeGreaterThanOrEqual(189);
  expect(p50).toBeGreaterThanOrEqual(89);
});

it('takes the event of a server that refuses without an ack for the reply', async () => {
  const callers = await callersOf((socket) => socket.on('system:echo', () => socket.emit('exception', 'no')));
  const refused = createWork({ kind: 'refused', code: 'BAD_REQUEST', bad: true });
  expect(await runCalls(callers, { work: refused, calls: 10, inFlight: 2 })).toMatchObject({ wrong: 0 });
  const served = createWork(ECHO);
  expect(await runCalls(callers, { work: served, calls: 10, inFlight: 2 })).toMatchObject({ wrong: 10 });
});
