import { expect, it } from 'vitest';
import { AT_MOST_LINEAR, endsOf, fitGrowth, LINEAR, predict, predictLeftOut } from './model.ts';

const sample = (connections: number, value: number) => ({ connections, value });

it('finds the line that costs lie on', () => {
  const growth = fitGrowth([sample(10, 120), sample(100, 300), sample(1_000, 2_100)], AT_MOST_LINEAR);
  expect(growth.power).toBeCloseTo(1);
  expect(growth.base).toBeCloseTo(100);
  expect(predict(growth, 10_000)).toBeCloseTo(20_100);
});

it('finds that work which comes together costs less', () => {
  const samples = [100, 400, 900].map((connections) => sample(connections, 5 + Math.sqrt(connections)));
  const growth = fitGrowth(samples, AT_MOST_LINEAR);
  expect(growth.power).toBeCloseTo(0.5);
  expect(predict(growth, 10_000)).toBeCloseTo(105);
  expect(fitGrowth(samples, LINEAR).power).toBe(1);
});

it('has no base below nothing', () => {
  expect(fitGrowth([sample(10, 5), sample(20, 20)], LINEAR)).toMatchObject({ base: 0, power: 1 });
});

it('needs two samples', () => {
  expect(() => fitGrowth([sample(10, 5)], LINEAR)).toThrow(RangeError);
});

it('predicts a size from the others alone', () => {
  const samples = [sample(10, 120), sample(100, 300), sample(500, 2_200), sample(1_000, 2_100)];
  const between = predictLeftOut(samples, -2, LINEAR);
  expect(between).toMatchObject({ connections: 500, measured: 2_200 });
  expect(between.predicted).toBeCloseTo(1_100);
  expect(between.error).toBeCloseTo(-0.5);
  const line = samples.filter(({ connections }) => connections !== 500);
  expect(predictLeftOut(line, -1, LINEAR).error).toBeCloseTo(0);
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
