import type { Axis } from './curve.ts';

/** Puts the values of an axis between `0` and `1`. */
export interface Scale {
  /** In their order, the first and the last at the ends. */
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** About so many steps on a linear axis. */
const STEPS = 5;

const FACTORS = [1, 2, 5, 10];

/** From a tick at or below the values to one at or above them: a linear axis from 0, a logarithmic one of values above 0. */
export function createScale(kind: Axis['scale'], values: readonly number[]): Scale {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return kind === 'log' ? logarithmic(min, max) : linear(max);
}

function linear(max: number): Scale {
  const step = roundUp(max / STEPS);
  const count = Math.max(1, Math.ceil(max / step));
  return {
    ticks: Array.from({ length: count + 1 }, (_, index) => plain(index * step)),
    place: (value) => value / (count * step),
  };
}

function logarithmic(min: number, max: number): Scale {
  const ticks = [roundDown(min)];
  for (let tick = ticks[0] as number; tick < max || ticks.length < 2; ticks.push(tick))
    tick = roundUp(tick * 1.5);
  const [from, to] = [Math.log10(ticks[0] as number), Math.log10(ticks.at(-1) as number)];
  return { ticks, place: (value) => (Math.log10(value) - from) / (to - from) };
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = FACTORS.find((each) => plain(each * power) >= size) ?? 10;
  return plain(factor * power);
}

/** The same, at most as large. */
function roundDown(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = FACTORS.findLast((each) => plain(each * power) <= size) ?? 1;
  return plain(factor * power);
}

/** Without what floating point adds at its end. */
function plain(value: number): number {
  return Number(value.toPrecision(12));
}
