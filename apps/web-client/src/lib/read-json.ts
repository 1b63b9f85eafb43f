import type { Path } from '@switchboard/contract';
import { COMPOSER } from '../texts/composer.ts';

/** A number of a JSON text that JavaScript cannot hold: reading it gives another number. */
export interface InexactNumber {
  readonly path: Path;
  /** As it is written. */
  readonly text: string;
  /** What `JSON.parse` makes of it. */
  readonly becomes: number;
}

export type JsonRead =
  | { readonly ok: true; readonly value: unknown; readonly inexact: readonly InexactNumber[] }
  | { readonly ok: false; readonly reason: string };

/** Far above the levels that can be sent, and far below those that a walk over a value can take. */
const MAX_LEVELS = 200;

/** Reads JSON and finds the numbers that change when they are read, such as integers beyond 2^53. */
export function readJson(text: string): JsonRead {
  try {
    const value: unknown = JSON.parse(text);
    const reason = depthProblem(value);
    return reason === undefined ? { ok: true, value, inexact: inexactNumbers(text) } : { ok: false, reason };
  } catch (error) {
    return { ok: false, reason: COMPOSER.notJsonBecause((error as Error).message) };
  }
}

/** Says that a value nests too deep to be worked with; `undefined` for one that does not. Looks level by level, which takes any value. */
export function depthProblem(value: unknown): string | undefined {
  let parts = [value];
  for (let level = 0; parts.length > 0; level += 1) {
    if (level > MAX_LEVELS) return COMPOSER.tooDeep;
    parts = parts.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
  }
  return undefined;
}

/** The sentence for a number that changes when it is read. */
export function inexactProblem({ text, becomes }: InexactNumber): string {
  const result = Number.isFinite(becomes) ? String(becomes) : 'null';
  return COMPOSER.inexact(text, result);
}

/** A number as JSON and JavaScript write it. */
export const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether the digits of a number survive being read. */
export function isExact(text: string): boolean {
  return decimal(text) === decimal(String(Number(text)));
}

// Below 16 digits and without an exponent every number survives.
const MAY_CHANGE = /\d[\d.]{15}|\d[eE]/;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/** The text must be JSON. */
function inexactNumbers(text: string): InexactNumber[] {
  if (!MAY_CHANGE.test(text)) return [];
  const found: InexactNumber[] = [];
  const path: (string | number)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[') path.push(0);
    else if (token === '{') path.push('');
    else if (token === ']' || token === '}') path.pop();
    else if (token === ':') path[path.length - 1] = JSON.parse(last) as string;
    else if (token === ',' && typeof path.at(-1) === 'number') path.push(Number(path.pop()) + 1);
    else if (/^-?\d/.test(token) && !isExact(token))
      found.push({ path: [...path], text: token, becomes: Number(token) });
    last = token;
  }
  return found;
}

/** A number as its digits without zeros at the ends, and the power of ten behind them. */
function decimal(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return digits === '' && whole + fraction === '' ? text : '0';
  return `${short}e${Number(exponent) - fraction.length + digits.length - short.length}`;
}
