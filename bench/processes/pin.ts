import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Keeps a process on one core, the same for all. A server and its load then never wake each other across cores, which takes
 * as long as the machine likes, and more than a call. Does nothing where there is no `taskset`.
 */
export function pin(pid: number): void {
  spawnSync('taskset', [
    '--all-tasks',
    '--cpu-list',
    '--pid',
    String(availableParallelism() - 1),
    String(pid),
  ]);
}
