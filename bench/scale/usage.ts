import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What processes have used by now. */
export interface Usage {
  /** Bytes of memory that the system gave them. */
  readonly memory: number;
  /** Seconds of processor time, of all their threads. */
  readonly cpu: number;
  /** The same, of the thread that runs the event loop of each. */
  readonly loops: ReadonlyMap<number, number>;
}

/** Whether this system tells what processes use, thread by thread. */
export const canReadUsage: boolean = existsSync('/proc/self/schedstat');

/** Of these processes and of all that they have started. */
export function readUsage(pids: readonly number[]): Usage {
  let [memory, cpu] = [0, 0];
  const loops = new Map<number, number>();
  for (const pid of pids.flatMap(withChildren)) {
    memory += Number(/VmRSS:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1]) * 1_024;
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
      seconds(pid, `task/${thread}/schedstat`),
    );
    cpu += threads.reduce((sum, each) => sum + each, 0);
    loops.set(pid, seconds(pid, 'schedstat'));
  }
  return { memory, cpu, loops };
}

function withChildren(pid: number): number[] {
  const children = read(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(withChildren)];
}

/** The first figure of a `schedstat`: nanoseconds on a processor. */
function seconds(pid: number, file: string): number {
  return Number.parseInt(read(pid, file), 10) / 1e9;
}

function read(pid: number, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}
