import { describe, expect, it } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

describe('a fake clock', () => {
  it('stands still until it is moved', async () => {
    const clock = createFakeClock();
    expect(clock.now()).toBe(0);
    await clock.advance(5);
    await clock.advance(7);
    expect(clock.now()).toBe(12);
  });

  it('runs what falls due, in the order of time, and nothing that comes later', async () => {
    const clock = createFakeClock();
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now()]);
    clock.setTimeout(note('late'), 31);
    clock.setTimeout(note('second'), 20);
    clock.setTimeout(note('first'), 10);
    clock.setTimeout(note('third'), 20);
    clock.setTimeout(note('at the end'), 30);
    await clock.advance(30);
    expect(seen).toEqual([
      ['first', 10],
      ['second', 20],
      ['third', 20],
      ['at the end', 30],
    ]);
    await clock.advance(1);
    expect(seen.at(-1)).toEqual(['late', 31]);
  });

  it('runs no timer that was cleared, even by another one of the same time', async () => {
    const clock = createFakeClock();
    const seen: string[] = [];
    clock.clearTimeout(clock.setTimeout(() => seen.push('cleared'), 1));
    clock.setTimeout(() => clock.clearTimeout(other), 5);
    const other = clock.setTimeout(() => seen.push('cleared later'), 5);
    await clock.advance(10);
    expect(seen).toEqual([]);
  });

  it('lets promises settle between two timers, and runs the timers that they set', async () => {
    const clock = createFakeClock();
    const seen: number[] = [];
    const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.setTimeout(resolve, ms));
    const chain = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) {
        await wait(10);
        seen.push(clock.now());
      }
    };
    void chain();
    await clock.advance(25);
    expect(seen).toEqual([10, 20]);
    await clock.advance(5);
    expect(seen).toEqual([10, 20, 30]);
  });
});
