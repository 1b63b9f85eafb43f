import { setTimeout as delay } from 'node:timers/promises';
import type { Certificate } from '../processes/certificate.ts';
import { type Chat, Crowd } from './crowd.ts';
import type { Deployment, Setup } from './setups.ts';
import { readUsage } from './usage.ts';

/** How long each size is looked at. */
export interface Windows {
  /** Seconds in which garbage of the handshakes goes away. */
  readonly rest: number;
  /** Seconds of idling: at full length each connection has one heartbeat. */
  readonly idle: number;
  /** Seconds of chatting, in which each connection posts once. */
  readonly chat: number;
  /** Seconds of messages to the hall. */
  readonly fanOut: number;
}

/** What a setup used while it had so many connections. */
export interface Reading {
  readonly connections: number;
  /** How long they were looked at. */
  readonly seconds: number;
  /** Bytes, of all servers. */
  readonly memory: number;
  /** Cores: seconds of processor time a second, of all servers. */
  readonly cpu: number;
  /** Cores, of the busiest event loop. */
  readonly loop: number;
  /** Cores, of Redis' one thread for commands. */
  readonly redis?: number;
}

export interface ChatReading extends Reading, Chat {
  /** Messages to the hall, meanwhile. */
  readonly fanOut: Reading & Chat;
}

export interface Sweep {
  readonly idle: readonly Reading[];
  readonly chatting: readonly ChatReading[];
}

export interface SweepOptions {
  readonly certificate: Certificate;
  /** Growing. */
  readonly sizes: readonly number[];
  readonly windows: Windows;
  /** Processes that make the load. */
  readonly loads: number;
}

/** Messages a second to the hall: each reaches a hundred. */
const TO_HALL = 20;

/** Messages before those that count, in which the servers' code is compiled: the smallest size has too few for it. */
const WARM_UP = { seconds: 4, pace: 25 };

/** Measures a setup at each size, idle and then, after a new start, chatting. Resolves to nothing where it cannot be started. */
export async function sweep(setup: Setup, options: SweepOptions): Promise<Sweep | undefined> {
  const { rest, idle, chat, fanOut } = options.windows;
  const quiet = await atEachSize(setup, options, async (deployment, connections) => {
    await delay(rest * 1_000);
    return readWhile(deployment, connections, () => delay(idle * 1_000, {}));
  });
  const chatting = await atEachSize(setup, options, async (deployment, connections, crowd) => {
    await crowd.enter();
    if (connections === options.sizes[0]) await crowd.chat(WARM_UP);
    await delay(rest * 1_000);
    const posting = (): Promise<Chat> => crowd.chat({ seconds: chat, pace: chat * 1_000 });
    return {
      ...(await readWhile(deployment, connections, posting)),
      fanOut: await readWhile(deployment, connections, () => crowd.fanOut(fanOut, TO_HALL)),
    };
  });
  return quiet && chatting && { idle: quiet, chatting };
}

async function atEachSize<T>(
  setup: Setup,
  { certificate, sizes, loads }: SweepOptions,
  measure: (deployment: Deployment, connections: number, crowd: Crowd) => Promise<T>,
): Promise<T[] | undefined> {
  await using deployment = await setup.start(certificate, sizes.at(-1) as number);
  if (!deployment) return undefined;
  await using crowd = new Crowd({ ports: deployment.ports, tls: setup.tls, processes: loads });
  const readings: T[] = [];
  for (const connections of sizes) {
    await crowd.growTo(connections);
    readings.push(await measure(deployment, connections, crowd));
  }
  return readings;
}

/** What a deployment used while something ran, beside what that resolves to. */
async function readWhile<T extends object>(
  { servers, redis }: Deployment,
  connections: number,
  run: () => Promise<T>,
): Promise<Reading & T> {
  const [start, before, redisBefore] = [performance.now(), readUsage(servers), redis && readUsage([redis])];
  const result = await run();
  const [after, redisAfter] = [readUsage(servers), redis && readUsage([redis])];
  const seconds = (performance.now() - start) / 1_000;
  const loops = [...after.loops].map(([pid, time]) => time - (before.loops.get(pid) ?? 0));
  return {
    ...result,
    connections,
    seconds,
    memory: after.memory,
    cpu: (after.cpu - before.cpu) / seconds,
    loop: Math.max(...loops) / seconds,
    ...(redisBefore && redisAfter && { redis: (redisAfter.cpu - redisBefore.cpu) / seconds }),
  };
}
