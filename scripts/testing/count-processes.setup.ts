import childProcess from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach } from 'vitest';

const COUNTER: unique symbol = Symbol.for('switchboard.processes');

/** Processes that this worker has started since the last test ended. */
interface Counter {
  started: number;
}

// Vitest loads this before each test file, many of them in one worker. A process that a `beforeAll` starts counts for the
// first test.
const host = globalThis as { [COUNTER]?: Counter };
host[COUNTER] ??= countProcesses();
const counter = host[COUNTER];

afterEach(({ task }) => {
  if (counter.started > 0) Object.assign(task.meta, { processes: counter.started });
  counter.started = 0;
});

function countProcesses(): Counter {
  const counter = { started: 0 };
  subscribe('child_process', () => {
    counter.started += 1;
  });
  // The channel does not report the synchronous ones.
  for (const name of ['execFileSync', 'execSync', 'spawnSync'] as const) {
    const original = childProcess[name] as (...args: unknown[]) => unknown;
    Object.assign(childProcess, {
      [name]: (...args: unknown[]) => {
        counter.started += 1;
        return original(...args);
      },
    });
  }
  syncBuiltinESMExports();
  return counter;
}
