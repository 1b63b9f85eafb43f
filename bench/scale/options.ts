import { readFileSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { parseArgs } from 'node:util';
import { chosen, refuseUnknownOptions, withoutDashes } from '../arguments.ts';
import { SETUPS, type Setup } from './setups.ts';
import type { Windows } from './sweep.ts';
import { canReadUsage } from './usage.ts';

export interface ScaleOptions {
  readonly setups: readonly Setup[];
  /** Growing, each a multiple of ten; the largest is predicted from the others. */
  readonly sizes: readonly number[];
  readonly windows: Windows;
  readonly loads: number;
  readonly quick: boolean;
  /** What a process may have open, and the machine has. */
  readonly limits: Limits;
}

export interface Limits {
  readonly files: number;
  readonly memory: number;
}

const SIZES = [10, 100, 1_000, 3_000, 10_000, 30_000, 100_000];
const QUICK_SIZES = [10, 100, 300];
const LARGEST = 10_000;
/** There must be two sizes below the largest, to predict it from. */
const SMALLEST = 200;

const WINDOWS: Windows = { rest: 3, idle: 25, chat: 20, fanOut: 5 };
const QUICK_WINDOWS: Windows = { rest: 0.2, idle: 1, chat: 3, fanOut: 1 };

/** Files that a process has open beside its connections. */
export const OTHER_FILES = 150;
/** Bytes that a connection takes at both ends, about: server and load are on one machine. */
const MEMORY_OF_BOTH_ENDS = 200 * 1_024;

const OPTIONS = {
  connections: { type: 'string' },
  quick: { type: 'boolean', default: false },
} as const;

/** Reads `[SETUP ...] [--connections N] [--quick]`. Throws an Error that says what there is, or what the machine does not bear. */
export function readScaleOptions(argv: readonly string[], limits = readLimits()): ScaleOptions {
  const args = withoutDashes(argv);
  refuseUnknownOptions(args, OPTIONS, '--connections N, --quick');
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const named = chosen(
    positionals,
    SETUPS.map(({ id }) => id),
  );
  const { quick, connections } = values;
  return {
    setups: SETUPS.filter(({ id }) => named.includes(id)),
    sizes: sizesUpTo(readLargest(connections, quick, limits), quick ? QUICK_SIZES : SIZES),
    windows: quick ? QUICK_WINDOWS : WINDOWS,
    loads: Math.max(3, availableParallelism() - 1),
    quick,
    limits,
  };
}

/** What this process, and so each that it starts, may have. Node raises its own limit of files to the hard one at its start. */
function readLimits(): Limits {
  if (!canReadUsage) throw new Error('It needs Linux, whose /proc tells what each thread of a process uses.');
  const files = /Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return { files: Number(files), memory: freemem() };
}

/** How many connections the machine bears, with both ends on it. */
export function borneBy({ files, memory }: Limits): number {
  return Math.max(0, Math.min(files - OTHER_FILES, Math.floor(memory / MEMORY_OF_BOTH_ENDS)));
}

function readLargest(text: string | undefined, quick: boolean, limits: Limits): number {
  const borne = borneBy(limits);
  const asked = Number(text ?? Math.min(borne, (quick ? QUICK_SIZES.at(-1) : undefined) ?? LARGEST));
  if (text !== undefined && !(/^\d{1,6}$/.test(text) && asked >= SMALLEST))
    throw new Error(`--connections takes a whole number from ${SMALLEST} to 999999, not "${text}".`);
  if (asked > borne || borne < SMALLEST)
    throw new Error(
      `${Math.max(asked, SMALLEST)} connections are more than the ${borne} that this machine bears, as a process may have ${limits.files} open files and ${Math.round(limits.memory / 1_048_576)} MiB are free: raise the former with "ulimit -n", or ask for fewer with --connections.`,
    );
  return Math.floor(asked / 10) * 10;
}

function sizesUpTo(largest: number, sizes: readonly number[]): number[] {
  return [...sizes.filter((size) => size < largest), largest];
}
