import type { Path } from '@switchboard/contract';
import { COMPOSER } from '../texts/composer.ts';

/**
 * A part of a JSON text that reading changes: a number that JavaScript cannot hold or send, or a field that is there more
 * than once.
 */
export interface InexactPart {
  readonly path: Path;
  /** The number as it is written, or the name of the field. */
  readonly text: string;
  /** What `JSON.parse` makes of the number; left out for a field. */
  readonly becomes?: number;
}

export type JsonRead =
  | { readonly ok: true; readonly value: unknown; readonly inexact: readonly InexactPart[] }
  | { readonly ok: false; readonly reason: string };

/** Far above the levels that can be sent, and far below those that a walk over a value can take. */
const MAX_LEVELS = 200;

/** Reads JSON; `inexact` is what changes when it is read, such as integers beyond 2^53, looked for when it is asked for. */
export function readJson(text: string): JsonRead {
  try {
    const value: unknown = JSON.parse(text);
    const reason = depthProblem(value);
    if (reason !== undefined) return { ok: false, reason };
    return {
      ok: true,
      value,
      get inexact() {
        return inexactParts(text);
      },
    };
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

/** The sentence for a part that changes when it is read. */
export function inexactProblem({ text, becomes }: InexactPart): string {
  if (becomes === undefined) return COMPOSER.repeatedField(text);
  const result = Number.isFinite(becomes) ? String(becomes) : 'null';
  return COMPOSER.inexact(text, result);
}

/** A number as JSON and JavaScript write it. */
export const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a number survives being read and sent: its digits, and its sign, which JSON of JavaScript leaves out of -0. */
export function isExact(text: string): boolean {
  const number = Number(text);
  return !Object.is(number, -0) && decimal(text) === decimal(String(number));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/** The text must be JSON. */
function inexactParts(text: string): InexactPart[] {
  const found: InexactPart[] = [];
  const path: (string | number)[] = [];
  /** How often each name was there, of each level. */
  const names: Map<string, number>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') {
      path.push(token === '[' ? 0 : '');
      names.push(new Map());
    } else if (token === ']' || token === '}') {
      path.pop();
      names.pop();
    } else if (token === ':') {
      const name = JSON.parse(last) as string;
      path[path.length - 1] = name;
      const times = (names.at(-1)?.get(name) ?? 0) + 1;
      names.at(-1)?.set(name, times);
      if (times === 2) found.push({ path: [...path], text: name });
    } else if (token === ',' && typeof path.at(-1) === 'number') path.push(Number(path.pop()) + 1);
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
