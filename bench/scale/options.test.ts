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

it('ends at what the machine bears, if no size was asked for', () => {
  expect(readScaleOptions([], { ...PLENTY, files: 4_096 }).sizes).toEqual([10, 100, 1_000, 3_000, 3_940]);
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
  ['too few connections for a model', ['--connections', '100'], PLENTY, 'takes a whole number from 200'],
  [
    'more than the open files bear',
    ['--connections', '2000'],
    { ...PLENTY, files: 1_024 },
    '2000 connections are more than the 874 that this machine bears',
  ],
  [
    'more than the memory bears',
    ['--connections', '6000'],
    { ...PLENTY, memory: 1e9 },
    '6000 connections are more than the 4882 ',
  ],
  ['a machine that bears next to none', [], { ...PLENTY, files: 256 }, 'raise the former with "ulimit -n"'],
])('says what is wrong: %s', (_what, argv, limits, message) => {
  expect(() => readScaleOptions(argv, limits)).toThrow(message);
});
