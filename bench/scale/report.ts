import { availableParallelism } from 'node:os';
import type { Curve, Series } from '../curves/curve.ts';
import { type Chat, HALL, MEMBERS } from './crowd.ts';
import {
  AT_MOST_LINEAR,
  endsOf,
  fitGrowth,
  type Growth,
  LINEAR,
  type Part,
  type PartEnd,
  type Prediction,
  predictLeftOut,
  type Sample,
} from './model.ts';
import { type Limits, OTHER_FILES } from './options.ts';
import type { Setup } from './setups.ts';
import type { ChatReading, Reading, Sweep } from './sweep.ts';

const MIB = 1_048_576;

export interface SetupResult extends Sweep {
  readonly setup: Setup;
}

export interface Cost {
  /** Fitted to all sizes. */
  readonly growth: Growth;
  /** The largest size but one, and the largest, each from all others. */
  readonly between: Prediction;
  readonly beyond: Prediction;
}

/** What follows from what was measured at one setup. */
export interface Model {
  readonly costs: Readonly<Record<string, Cost>>;
  /** The part that gives out first in front. */
  readonly ends: readonly PartEnd[];
  /** Milliseconds of one core for a message, at the largest size: to a room of ten, and to the hall. */
  readonly toRoom: number;
  readonly toHall: number;
}

/** What idling takes of a core is measured and not modelled: timers and heartbeats are too little to predict. */
export function modelOf({ setup, idle, chatting }: SetupResult, limits: Limits): Model {
  const costs = {
    'memory, idle (MiB)': costOf(
      samples(idle, ({ memory }) => memory / MIB),
      LINEAR,
    ),
    'memory, chatting (MiB)': costOf(
      samples(chatting, ({ memory }) => memory / MIB),
      LINEAR,
    ),
    'cores, chatting': costOf(
      samples(chatting, ({ cpu }) => cpu),
      AT_MOST_LINEAR,
    ),
    'busiest event loop, chatting': costOf(
      samples(chatting, ({ loop }) => loop),
      AT_MOST_LINEAR,
    ),
  };
  const part = (name: string, limit: number, read: (reading: ChatReading) => number): Part => ({
    name,
    limit,
    samples: samples(chatting, read),
  });
  const ends = endsOf([
    part('the event loop of a process', 1, ({ loop }) => loop),
    part(`all ${availableParallelism()} cores`, availableParallelism(), ({ cpu, redis = 0 }) => cpu + redis),
    part('memory', limits.memory, ({ memory }) => memory),
    part(
      'open files of a process',
      limits.files,
      ({ connections }) => OTHER_FILES + connections / setup.processes,
    ),
    ...(chatting.every(({ redis }) => redis === undefined)
      ? []
      : [part('Redis', 1, ({ redis = 0 }) => redis)]),
  ]);
  const [last, quiet] = [chatting.at(-1) as ChatReading, idle.at(-1) as Reading];
  const message = ({ cpu, seconds, posts }: Reading & Chat): number =>
    (((cpu - quiet.cpu) * seconds) / posts) * 1_000;
  return { costs, ends, toRoom: message(last), toHall: message(last.fanOut) };
}

function costOf(of: readonly Sample[], powers: readonly number[]): Cost {
  return {
    growth: fitGrowth(of, powers),
    between: predictLeftOut(of, -2, powers),
    beyond: predictLeftOut(of, -1, powers),
  };
}

/** How far a prediction between measured sizes may be off. */
const PRECISION = 0.15;

/** What was predicted too far off, a line each. */
export function problemsOf({ costs }: Model): string[] {
  return Object.entries(costs)
    .filter(([, { between }]) => Math.abs(between.error) > PRECISION)
    .map(
      ([name, { between }]) =>
        `${name} was predicted ${percent(between.error)} off, more than ${PRECISION * 100} %`,
    );
}

function samples<T extends Reading>(readings: readonly T[], read: (reading: T) => number): Sample[] {
  return readings.map((reading) => ({ connections: reading.connections, value: read(reading) }));
}

/** What was measured and what follows from it, as text. */
export function describe(result: SetupResult, { costs, ends, toRoom, toHall }: Model): string {
  const lines = [
    `\n${result.setup.name}`,
    row([
      'connections',
      'MiB idle',
      'MiB chatting',
      'cores idle',
      'cores chatting',
      'loop',
      'p99 ms',
      'to 100, ms',
    ]),
    ...result.chatting.map((reading, index) => {
      const idle = result.idle[index] as Reading;
      return row([
        reading.connections.toLocaleString('en'),
        (idle.memory / MIB).toFixed(0),
        (reading.memory / MIB).toFixed(0),
        idle.cpu.toFixed(3),
        reading.cpu.toFixed(3),
        reading.loop.toFixed(3),
        reading.acknowledged.toFixed(1),
        reading.fanOut.delivered.toFixed(1),
      ]);
    }),
    `  a message: ${toRoom.toFixed(2)} ms of one core to a room of ${MEMBERS}, ${toHall.toFixed(2)} ms to one of ${HALL}`,
    ...Object.entries(costs).map(
      ([
        name,
        {
          growth: { base, each, power },
          between,
          beyond,
        },
      ]) =>
        `  ${name}: ${base.toPrecision(3)} + ${each.toPrecision(3)} x connections${power === 1 ? '' : ` ^ ${power.toFixed(2)}`}; from the other sizes predicted: ${told(between)}; ${told(beyond)}`,
    ),
    `  gives out first: ${ends.map(({ name, connections }) => `${name} at ${connections.toLocaleString('en')}`).join(', then ')}`,
  ];
  return lines.join('\n');
}

function told({ connections, predicted, error }: Prediction): string {
  return `${connections.toLocaleString('en')}: ${predicted.toPrecision(3)} (${percent(error)})`;
}

function row(cells: readonly string[]): string {
  return `  ${cells.map((cell) => cell.padStart(14)).join('')}`;
}

function percent(share: number): string {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}

const CONNECTIONS = { label: 'connections', scale: 'log' } as const;

/** The drawings, by the names of their files. */
export function curvesOf(results: readonly SetupResult[]): Readonly<Record<string, Curve>> {
  const curve = (title: string, label: string, read: (result: SetupResult) => Sample[]): Curve => ({
    title,
    x: CONNECTIONS,
    y: { label, scale: 'log' },
    series: results.map((result) => seriesOf(result.setup.name, read(result))),
  });
  return {
    'memory-by-connections': curve('Memory by idle connections', 'MiB of all processes', ({ idle }) =>
      samples(idle, ({ memory }) => memory / MIB),
    ),
    'cores-by-connections': curve(
      'Processor time by chatting connections',
      'cores of all processes',
      ({ chatting }) => samples(chatting, ({ cpu }) => cpu),
    ),
    'p99-by-connections': curve('A message until it is acknowledged', 'ms, p99', ({ chatting }) =>
      samples(chatting, ({ acknowledged }) => acknowledged),
    ),
    'fan-out-by-connections': curve(`A message until the last of ${HALL} has it`, 'ms, p99', ({ chatting }) =>
      samples(chatting, ({ fanOut }) => fanOut.delivered),
    ),
  };
}

function seriesOf(name: string, points: readonly Sample[]): Series {
  return {
    name,
    points: points.map(({ connections: x, value }) => ({ x, median: value, min: value, max: value })),
  };
}
