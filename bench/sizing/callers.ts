import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';

export type Caller = ReturnType<
  typeof createClient<typeof contract.clientEventMap, typeof contract.serverEventMap>
>;

/** Connections that are opened at the same time. */
const AT_ONCE = 25;

/** Opens connections over WebSocket and resolves once each has had a reply. */
export async function connect(url: string, count: number): Promise<Caller[]> {
  const callers: Caller[] = [];
  while (callers.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - callers.length) }, () =>
      createClient(contract, url, {
        socketOptions: { rejectUnauthorized: false, transports: ['websocket'] },
      }),
    );
    for (const reply of await Promise.all(some.map((caller) => caller.call('system:time')))) {
      if (!reply.ok) throw new Error(`A connection was refused: ${reply.error.message}`);
    }
    callers.push(...some);
  }
  return callers;
}

/** Logs each in under a name of its own and has it join the room. */
export async function enter(callers: readonly Caller[], room: string): Promise<void> {
  for (const [index, caller] of callers.entries()) {
    const login = await caller.call('session:login', { name: `${room}-${index}` });
    const join = login.ok ? await caller.call('room:join', { room }) : login;
    if (!join.ok) throw new Error(`Nobody entered ${room}: ${join.error.message}`);
  }
}

/** Milliseconds between two calls of one caller: well below what any event's rate allows. */
const PACE = 25;

/** Has every caller call at a steady pace for so many seconds. Resolves to how many calls were answered. */
export async function callSteadily(
  callers: readonly Caller[],
  seconds: number,
  call: (caller: Caller) => Promise<{ readonly ok: boolean }>,
): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  const counts = callers.map(async (caller) => {
    let answered = 0;
    for (let due = performance.now(); due < end; due += PACE) {
      await delay(due - performance.now());
      if ((await call(caller)).ok) answered += 1;
    }
    return answered;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
