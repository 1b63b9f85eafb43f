import childProcess from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach } from 'vitest';

// Vitest loads this before each test file. A process that a `beforeAll` starts counts for the first test.
let started = 0;
subscribe('child_process', () => {
  started += 1;
});
// The channel does not report the synchronous ones.
for (const name of ['execFileSync', 'execSync', 'spawnSync'] as const) {
  const original = childProcess[name] as (...args: unknown[]) => unknown;
  Object.assign(childProcess, {
    [name]: (...args: unknown[]) => {
      started += 1;
      return original(...args);
    },
  });
}
syncBuiltinESMExports();

afterEach(({ task }) => {
  if (started > 0) Object.assign(task.meta, { processes: started });
  started = 0;
});
