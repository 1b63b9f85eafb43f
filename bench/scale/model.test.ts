import { expect, it } from 'vitest';
import { endsOf, fitLine, predict, predictLargest } from './model.ts';

const sample = (connections: number, value: number) => ({ connections, value });

it('finds the line that costs lie on', () => {
  const line = fitLine([sample(10, 120), sample(100, 300), sample(1_000, 2_100)]);
  expect(line.base).toBeCloseTo(100);
  expect(line.each).toBeCloseTo(2);
  expect(predict(line, 10_000)).toBeCloseTo(20_100);
});

it('has no base below nothing', () => {
  expect(fitLine([sample(10, 5), sample(20, 20)])).toEqual({ base: 0, each: 0.9 });
});

it('needs two samples', () => {
  expect(() => fitLine([sample(10, 5)])).toThrow(RangeError);
});

it('predicts the largest size from the smaller ones alone, in whatever order they come', () => {
  const { connections, predicted, measured, error } = predictLargest([
    sample(1_000, 400),
    sample(10, 20),
    sample(100, 200),
  ]);
  expect({ connections, measured }).toEqual({ connections: 1_000, measured: 400 });
  expect(predicted).toBeCloseTo(2_000);
  expect(error).toBeCloseTo(4);
});

it('says which part gives out first', () => {
  expect(
    endsOf([
      { name: 'memory', line: { base: 100, each: 1 }, limit: 1_100 },
      { name: 'event loop', line: { base: 0, each: 0.01 }, limit: 1 },
      { name: 'Redis', line: { base: 0, each: 0 }, limit: 1 },
    ]),
  ).toEqual([
    { name: 'event loop', connections: 100 },
    { name: 'memory', connections: 1_000 },
    { name: 'Redis', connections: Number.POSITIVE_INFINITY },
  ]);
});
