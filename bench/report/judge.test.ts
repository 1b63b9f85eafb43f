import { expect, it } from 'vitest';
import type { Measure } from '../row.ts';
import { judge } from './judge.ts';
import { problemsOf, rivalsLine } from './result.ts';
import { table } from './table.ts';

const measure: Measure = {
  name: 'calls',
  unit: 'µs',
  baseline: 'bare',
  target: 0.75,
  samples: [
    { variant: 'bare', values: [10, 10, 10], isReference: true },
    { variant: 'switchboard', values: [7, 7.5, 8] },
    { variant: 'raw', values: [4, 4, 4], isReference: true },
    { variant: 'slow', values: [20, 15, 30] },
  ],
};

const verdicts = (changed: Partial<Measure> = {}): Record<string, string> =>
  Object.fromEntries(judge({ ...measure, ...changed }).map(({ variant, verdict }) => [variant, verdict]));

it('a target is met up to its own value, and rivals are behind', () => {
  expect(verdicts()).toEqual({ bare: 'none', switchboard: 'met', raw: 'reference', slow: 'behind' });
  expect(judge(measure)[3]).toMatchObject({ median: 20, min: 15, max: 30, ratio: 2 });
});

it('a target that is not reached is missed', () => {
  expect(verdicts({ target: 0.74 }).switchboard).toBe('missed');
});

it('a value without a baseline is held against the target itself', () => {
  const samples = [{ variant: 'switchboard', values: [300] }];
  expect(judge({ name: 'load', unit: 'KiB', target: 300, samples })).toMatchObject([
    { verdict: 'met', ratio: undefined },
  ]);
  expect(judge({ name: 'load', unit: 'KiB', target: 299, samples })[0]?.verdict).toBe('missed');
});

it('a rival that takes as much as we do is not behind', () => {
  const samples = [
    { variant: 'switchboard', values: [5] },
    { variant: 'even', values: [5] },
  ];
  expect(judge({ name: 'calls', unit: 'µs', samples })[1]?.verdict).toBe('ahead');
});

it('a measure without ours is not met', () => {
  expect(problemsOf([{ id: 'P1', title: 'Calls', measures: [{ ...measure, samples: [] }] }])).toEqual([
    'P1, calls: switchboard was not measured',
  ]);
});

const missed: Measure = {
  ...measure,
  target: 0.5,
  samples: [...measure.samples, { variant: 'fast', values: [6, 6, 6] }],
};

it('names what was missed and who is ahead', () => {
  expect(problemsOf([{ id: 'P1', title: 'Calls', measures: [measure] }])).toEqual([]);
  expect(problemsOf([{ id: 'P1', title: 'Calls', measures: [measure, missed] }])).toEqual([
    'P1, calls: 0.750, and the target is 0.5',
    'P1, calls: fast is ahead, with 0.80 of ours',
  ]);
});

it('tells of the closest rival', () => {
  const results = [{ id: 'P1', title: 'Calls', measures: [measure, missed] }];
  expect(rivalsLine(results)).toBe(
    'P10: rivals are behind in 2 of 3 comparisons; the closest is fast with 0.80 of ours (P1, calls).',
  );
  expect(rivalsLine([])).toBe('P10: no rival took part.');
});

it('shows everything side by side', () => {
  const text = table([{ id: 'P1', title: 'Calls', measures: [missed] }]);
  expect(text.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
    'row | measure | variant | median | min - max | ratio | target',
    'P1 | calls, µs | bare | 10.0 | 10.0 - 10.0 | 1.00 | baseline',
    ' | switchboard | 7.50 | 7.00 - 8.00 | 0.75 | <= 0.5 | MISSED',
    ' | raw | 4.00 | 4.00 - 4.00 | 0.40 | reference',
    ' | slow | 20.0 | 15.0 - 30.0 | 2.00 | behind, 2.86 of ours',
    ' | fast | 6.00 | 6.00 - 6.00 | 0.60 | AHEAD, 0.80 of ours',
  ]);
});
