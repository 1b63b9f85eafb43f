import { expect, it } from 'vitest';
import { readScaleOptions } from './options.ts';

const PLENTY = { files: 1_000_000, memory: 1e12 };

it('grows from 10 to 10,000 connections by default, and takes every setup', () => {
  const { sizes, setups } = readScaleOptions([], PLENTY);
  expect(sizes).toEqual([10, 100, 1_000, 3_000, 10_000]);
  expect(setups.map(({ id }) => id)).toEqual(['one-process', 'workers', 'two-nodes', 'bare', 'bare-plain']);
});

it('ends at the size that was asked for, and measures the setups that were named', () => {
  const { sizes, setups } = readScaleOptions(['bare', '--connections', '2000'], PLENTY);
  expect(sizes).toEqual([10, 100, 1_000, 2_000]);
  expect(setups.map(({ id }) => id)).toEqual(['bare']);
});

it.each([
  ['a setup that does not exist', ['cluster'], PLENTY, 'There is no cluster; there are one-process, '],
  ['a number of words', ['--connections', 'many'], PLENTY, '--connections takes a whole number'],
  [
    'an option that does not exist',
    ['--fast'],
    PLENTY,
    'There is no option --fast; there are --connections N, --quick.',
  ],
  ['too few open files', [], { ...PLENTY, files: 1_024 }, 'raise it with "ulimit -n"'],
  [
    'too little memory',
    [],
    { ...PLENTY, memory: 1e9 },
    '10000 connections need about 1953 MiB, and 954 MiB are free',
  ],
])('says what is wrong: %s', (_what, argv, limits, message) => {
  expect(() => readScaleOptions(argv, limits)).toThrow(message);
});
