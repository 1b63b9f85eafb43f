import { expect, it } from 'vitest';
import { endsOf, fitGrowth, predict, predictLargest } from './model.ts';

const sample = (connections: number, value: number) => ({ connections, value });

it('finds the line that costs lie on', () => {
  const growth = fitGrowth([sample(10, 120), sample(100, 300), sample(1_000, 2_100)]);
  expect(growth.power).toBeCloseTo(1);
  expect(growth.base).toBeCloseTo(100);
  expect(predict(growth, 10_000)).toBeCloseTo(20_100);
});

it('finds that work which comes together costs less', () => {
  const growth = fitGrowth(
    [100, 400, 900].map((connections) => sample(connections, 5 + Math.sqrt(connections))),
  );
  expect(growth.power).toBeCloseTo(0.5);
  expect(predict(growth, 10_000)).toBeCloseTo(105);
});

it('has no base below nothing', () => {
  expect(fitGrowth([sample(10, 5), sample(20, 20)])).toMatchObject({ base: 0, power: 1 });
});

it('needs two samples', () => {
  expect(() => fitGrowth([sample(10, 5)])).toThrow(RangeError);
});

it('predicts the largest size from the smaller ones alone', () => {
  const { predicted, measured, error } = predictLargest([
    sample(10, 120),
    sample(100, 300),
    sample(1_000, 2_100),
    sample(10_000, 40_200),
  ]);
  expect(measured).toBe(40_200);
  expect(predicted).toBeCloseTo(20_100);
  expect(error).toBeCloseTo(-0.5);
});

it('says which part gives out first, if it goes on as between the last two sizes', () => {
  expect(
    endsOf([
      { name: 'memory', samples: [sample(1, 500), sample(10, 110), sample(20, 120)], limit: 200 },
      { name: 'event loop', samples: [sample(10, 0.2), sample(20, 0.4)], limit: 1 },
      { name: 'Redis', samples: [sample(10, 0.1), sample(20, 0.1)], limit: 1 },
    ]),
  ).toEqual([
    { name: 'event loop', connections: 50 },
    { name: 'memory', connections: 100 },
    { name: 'Redis', connections: Number.POSITIVE_INFINITY },
  ]);
});
