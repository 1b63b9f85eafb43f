import { expect, it } from 'vitest';
import { createScale } from './scale.ts';

it.each([
  [[7], [0, 2, 4, 6, 8]],
  [
    [100, 3],
    [0, 20, 40, 60, 80, 100],
  ],
  [[0.31], [0, 0.1, 0.2, 0.3, 0.4]],
])('a linear axis for %j goes from 0 in round steps', (values, ticks) => {
  const scale = createScale('linear', values);
  expect(scale.ticks).toEqual(ticks);
  expect(scale.place(0)).toBe(0);
  expect(scale.place(ticks.at(-1) as number)).toBeCloseTo(1);
});

it.each([
  [
    [10, 1_000],
    [10, 20, 50, 100, 200, 500, 1_000],
  ],
  [
    [61, 429],
    [50, 100, 200, 500],
  ],
  [
    [0.3, 0.4],
    [0.2, 0.5],
  ],
  [[5], [5, 10]],
])('a logarithmic axis for %j goes from one round number to another', (values, ticks) => {
  const scale = createScale('log', values);
  expect(scale.ticks).toEqual(ticks);
  expect(scale.place(ticks[0] as number)).toBe(0);
  expect(scale.place(ticks.at(-1) as number)).toBeCloseTo(1);
});

it('equal factors are equally far on a logarithmic axis', () => {
  const { place } = createScale('log', [1, 100]);
  expect(place(10)).toBeCloseTo(0.5);
});
