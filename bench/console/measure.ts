import { setTimeout as delay } from 'node:timers/promises';
import { ConsoleUnderLoad, type Counters, type Period } from './console-under-load.ts';
import { startLoadServer } from './load-server.ts';

export interface LoadOptions {
  /** Events a second, over all clients of the console. */
  readonly rate: number;
  readonly seconds: number;
  /** Rows that the console keeps. */
  readonly capacity: number;
  /** Where the browser is; Playwright's own if left out. */
  readonly executablePath: string | undefined;
}

export interface Measurement {
  readonly sent: number;
  /** Seconds that the sending took. */
  readonly took: number;
  /** Once nothing more came. */
  readonly counters: Counters;
  readonly newestShown: number;
  /** The reason of every connection that was lost under the load. */
  readonly lost: readonly string[];
  /** Milliseconds of every task over 50, without the collections that this measurement asked for. */
  readonly longTasks: readonly number[];
  /** Bytes in use after a collection, by the seconds since the load began. */
  readonly heap: readonly { readonly second: number; readonly bytes: number }[];
}

/** Seconds between two looks at the heap. */
const HEAP_INTERVAL = 10;

/** Milliseconds for what is on its way to arrive once nothing more is sent. */
const DRAIN = 30_000;

/** Puts the built console under load and tells how it fared. */
export async function measure({
  rate,
  seconds,
  capacity,
  executablePath,
}: LoadOptions): Promise<Measurement> {
  const server = await startLoadServer();
  const console = await ConsoleUnderLoad.open(server.url, capacity, executablePath);
  try {
    const first = await console.heap();
    const heap = [{ second: 0, bytes: first.bytes }];
    const collections: Period[] = [];
    const since = await console.now();
    const start = performance.now();
    const sending = server.emit(rate, seconds);
    for (let second = HEAP_INTERVAL; second <= seconds; second += HEAP_INTERVAL) {
      await delay(start + second * 1_000 - performance.now());
      const { bytes, collection } = await console.heap();
      heap.push({ second, bytes });
      collections.push(collection);
    }
    const { sent, took } = await sending;
    const counters = await drained(console, sent);
    const tasks = await console.longTasks(since);
    const own = tasks.filter(
      (task) => !collections.some(({ start: from, end }) => task.start < end && task.end > from),
    );
    return {
      sent,
      took,
      counters,
      newestShown: await console.newestShown(),
      // A copy: the connections that end with the measurement are not lost.
      lost: [...server.lost],
      longTasks: own.map(({ start: from, end }) => Math.round(end - from)),
      heap,
    };
  } finally {
    await console.close();
    await server.close();
  }
}

async function drained(console: ConsoleUnderLoad, sent: number): Promise<Counters> {
  const deadline = performance.now() + DRAIN;
  let counters = await console.counters();
  // The status bar speaks once a second, after the list of events.
  while (isBehind(counters, sent) && performance.now() < deadline) {
    await delay(250);
    counters = await console.counters();
  }
  return counters;
}

function isBehind({ received, kept, dropped }: Counters, sent: number): boolean {
  return received < sent || kept + dropped < received;
}
