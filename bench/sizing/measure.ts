import { setTimeout as delay } from 'node:timers/promises';
import { type Caller, callSteadily, connect, enter } from './callers.ts';
import { type ServerProcess, startServer } from './server-process.ts';

export interface SizingOptions {
  /** Idle connections whose memory is measured. */
  readonly connections: number;
  /** Seconds of each load. */
  readonly seconds: number;
}

export interface Load {
  readonly calls: number;
  /** Seconds of one core that the server took for all of them. */
  readonly cpu: number;
}

export interface Sizing {
  /** Bytes of memory before anybody has connected. */
  readonly start: number;
  /** Bytes of memory that each idle connection adds. */
  readonly perConnection: number;
  readonly echo: Load;
  /** Messages, stored and sent to everyone in the room, by the size of the room. */
  readonly messages: readonly { readonly members: number; readonly load: Load }[];
}

/** Connections before the first that is measured: what they load stays loaded. */
const WARM_UP = 200;

/** Clients that call at the same time. */
const CALLERS = 10;

/** Members of the rooms that messages are sent to; some of them send. */
const MEMBERS = [10, 50];

/** Milliseconds in which garbage of the handshakes goes away. */
const REST = 5_000;

/** Loads the built server, in a process of its own, and tells what it used. */
export async function measure({ connections, seconds }: SizingOptions): Promise<Sizing> {
  const server = await startServer();
  const everyone: Caller[] = [];
  const open = async (count: number): Promise<Caller[]> => {
    const callers = await connect(server.url, count);
    everyone.push(...callers);
    return callers;
  };
  try {
    const start = (await server.usage()).memory;
    await open(WARM_UP);
    await delay(REST);
    const before = await server.usage();
    await open(connections);
    await delay(REST);
    const after = await server.usage();
    const perConnection = (after.memory - before.memory) / connections;

    const callers = await open(CALLERS);
    const echo = await load(server, () =>
      callSteadily(callers, seconds, (caller) => caller.call('system:echo', { value: 'x'.repeat(100) })),
    );
    const messages: { members: number; load: Load }[] = [];
    for (const members of MEMBERS) {
      const room = `room-of-${members}`;
      const inside = await open(members);
      await enter(inside, room);
      const send = (caller: Caller) => caller.call('message:send', { room, text: 'x'.repeat(100) });
      const senders = inside.slice(0, CALLERS);
      messages.push({ members, load: await load(server, () => callSteadily(senders, seconds, send)) });
    }
    return { start, perConnection, echo, messages };
  } finally {
    for (const caller of everyone) caller.disconnect();
    await server.stop();
  }
}

async function load(server: ServerProcess, run: () => Promise<number>): Promise<Load> {
  const before = await server.usage();
  const calls = await run();
  const after = await server.usage();
  return { calls, cpu: after.cpu - before.cpu };
}
