import { expect, it, onTestFinished, vi } from 'vitest';
import { createLooks } from './looks.ts';

it('looks once however often it is asked, and again as long and as late as the look says', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const answers = [true, 250, false, false];
  const looks: number[] = [];
  const lookLater = createLooks(100, () => {
    looks.push(Date.now() - start);
    // Amid a look: no second timer.
    if (looks.length === 1) lookLater();
    return answers.shift() ?? false;
  });
  const start = Date.now();
  lookLater();
  vi.advanceTimersByTime(50);
  lookLater();
  vi.advanceTimersByTime(950);
  expect(looks).toEqual([100, 200, 450]);
  lookLater();
  vi.advanceTimersByTime(1_000);
  expect(looks).toEqual([100, 200, 450, 1_100]);
});

it('keeps no process alive', () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  createLooks(60_000, () => false)();
  expect(timers()).toBe(before);
});
