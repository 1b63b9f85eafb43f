import { Agent } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';

/** Milliseconds from one call to the next. */
const PACE = 20;
/** Milliseconds after which a call counts as lost. */
const PATIENCE = 30_000;
/** Neither that of the attacker nor that of who reads the metrics. */
const ADDRESS = '127.0.0.2';

/** What somebody polite felt. */
export interface Felt {
  readonly calls: number;
  /** Calls that were refused, or not answered at all. */
  readonly lost: number;
  /** Milliseconds from the moment at which the call was due: a client that is held up itself does not hide it. */
  readonly p50: number;
  readonly p99: number;
}

export interface Stranger {
  /** Calls at its pace until the promise settles, and waits for the last reply. */
  feel(during: Promise<unknown>): Promise<Felt>;
  leave(): void;
}

/** Somebody who has nothing to do with the attack connects, from an address of its own. */
export async function meetStranger(port: string): Promise<Stranger> {
  const socket = io(`https://127.0.0.1:${port}`, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    // Its types name the agent of browsers.
    agent: new Agent({ localAddress: ADDRESS, rejectUnauthorized: false }) as unknown as string,
    rejectUnauthorized: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const call = async (due: number): Promise<number> => {
    const reply = await socket.timeout(PATIENCE).emitWithAck('system:echo', { value: due });
    if (!reply.ok) throw new Error(reply.error.code);
    return performance.now() - due;
  };
  return {
    feel: async (during) => {
      let isOver = false;
      void during.finally(() => {
        isOver = true;
      });
      const calls: Promise<number>[] = [];
      const start = performance.now();
      while (!isOver) {
        const due = start + calls.length * PACE;
        await delay(Math.max(0, due - performance.now()));
        calls.push(call(due));
      }
      const results = await Promise.allSettled(calls);
      const times = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      times.sort((one, other) => one - other);
      const at = (part: number): number => times[Math.floor(times.length * part)] ?? Number.NaN;
      return { calls: calls.length, lost: calls.length - times.length, p50: at(0.5), p99: at(0.99) };
    },
    leave: () => void socket.disconnect(),
  };
}
