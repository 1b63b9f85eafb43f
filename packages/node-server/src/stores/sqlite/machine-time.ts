import { hrtime } from 'node:process';

/** Milliseconds since the machine was started, the same in all its processes: no clock that somebody sets, or that jumps, moves it. */
export function machineTime(): number {
  return Number(hrtime.bigint() / 1_000_000n);
}
