import { MESSAGE } from '../load/work.ts';
import { BARE, PARTS } from '../processes/variant.ts';
import { median } from '../report/statistics.ts';
import type { RunOptions, Sample } from '../row.ts';
import { startContenders } from '../rows/contenders.ts';
import { heapOfConnection } from '../rows/heap-of-connection.ts';
import { sampleInTurns } from '../rows/take-turns.ts';
import type { Curve, Series } from './curve.ts';

/** A curve that can be measured. */
export interface Growth extends Omit<Curve, 'series'> {
  /** Names its files. */
  readonly id: string;
  readonly values: readonly number[];
  measure(value: number, options: RunOptions): Promise<readonly Sample[]>;
}

/** First the line that the curve is about. */
const BOTH = [PARTS, BARE];

/** Measures a growth at each of its values. */
export async function grow(growth: Growth, options: RunOptions): Promise<Curve> {
  const series = new Map<string, Series['points']>();
  for (const x of growth.values)
    for (const { variant, values } of await growth.measure(x, options)) {
      const point = { x, median: median(values), min: Math.min(...values), max: Math.max(...values) };
      series.set(variant, [...(series.get(variant) ?? []), point]);
    }
  const { title, x, y } = growth;
  return { title, x, y, series: [...series].map(([name, points]) => ({ name, points })) };
}

export interface CallsSetting {
  readonly events?: number;
  readonly connections: number;
  readonly inFlight: number;
  /** Bytes of a text; an order if left out. */
  readonly bytes?: number;
}

const CALLS = 20_000;
const QUICK_CALLS = 4_000;

/** Bytes that one turn sends at most, about: long texts take few calls to be measured. */
const TURN_BYTES = 200_000_000;

/** Processor time of a call. */
export async function callCosts(
  { events, connections, inFlight, bytes }: CallsSetting,
  { rounds, quick }: RunOptions,
): Promise<readonly Sample[]> {
  await using contenders = await startContenders(BOTH, { events });
  for (const contender of contenders.all) await contender.connect(connections);
  const most = quick ? QUICK_CALLS : CALLS;
  const calls = bytes === undefined ? most : Math.min(most, Math.ceil(TURN_BYTES / bytes));
  const work = bytes === undefined ? MESSAGE : ({ kind: 'message', bytes } as const);
  return await sampleInTurns(contenders.all, rounds, (contender) =>
    contender.costOfCall(calls, inFlight, work),
  );
}

const CONNECTIONS = 1_000;
const QUICK_CONNECTIONS = 300;

/** Listeners that all connections of a bare server may have together: each has all of them. */
const LISTENERS = 1_000_000;

/** Heap of an idle connection. */
export async function heaps(events: number, { rounds, quick }: RunOptions): Promise<readonly Sample[]> {
  const connections = Math.min(quick ? QUICK_CONNECTIONS : CONNECTIONS, Math.ceil(LISTENERS / events));
  const samples = BOTH.map(({ name }): { variant: string; values: number[] } => ({
    variant: name,
    values: [],
  }));
  for (let round = 0; round < Math.min(rounds, 3); round++)
    for (const [index, variant] of BOTH.entries())
      samples[index]?.values.push(await heapOfConnection(variant, { events, connections }));
  return samples;
}
