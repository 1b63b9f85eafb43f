import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { canReadUsage, readUsage } from './usage.ts';

/** Says when it is there, and then waits for its input to end. */
const CHILD = "process.stdin.resume(); process.stdout.write('here')";
/** Starts such a process itself. */
const PARENT = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(CHILD)}], { stdio: 'inherit' })`;

it.runIf(canReadUsage)('counts what processes use, and those that they have started', async () => {
  const parent = spawn(process.execPath, ['-e', PARENT], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void parent.stdin.end());
  await once(parent.stdout, 'data');
  const { memory, cpu, loops } = readUsage([parent.pid as number]);
  expect(loops.size).toBe(2);
  expect(memory).toBeGreaterThan(2 * 10 * 1_048_576);
  const inLoops = [...loops.values()].reduce((sum, seconds) => sum + seconds, 0);
  expect(inLoops).toBeGreaterThan(0);
  expect(cpu).toBeGreaterThanOrEqual(inLoops);
});
