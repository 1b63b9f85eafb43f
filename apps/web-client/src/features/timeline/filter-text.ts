import { TIMELINE } from '../../texts/timeline.ts';

/** Finds places in a text. */
export interface Pattern {
  test(text: string): boolean;
  matchAll(text: string): Iterable<{ readonly 0: string; readonly index?: number | undefined }>;
}

/** One part of what is searched for. */
export interface Term {
  readonly pattern: Pattern;
  /** Whether the text must not have it. */
  readonly excluded: boolean;
}

export interface Query {
  readonly terms: readonly Term[];
  /** Why a part of the text was left out, in a sentence. */
  readonly problem?: string;
  /** Whether a regular expression was left out until `loadRegExps` is done. */
  readonly isWaiting: boolean;
}

/** RE2 takes a time that is linear in the text, where a pattern of the browser's own may hold up the page for ever. */
let compile: ((source: string) => Pattern) | undefined;

/** Fetches what regular expressions need, which the first load leaves out. */
export async function loadRegExps(): Promise<void> {
  const { RE2JS } = await import('re2js');
  compile = (source) => RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
}

const PARTS = /(-?)(?:(?:"([^"]+)"|\/((?:\\.|[^\\/])+)\/)(?=\s|$)|(\S+))/g;

/**
 * Reads the text of a filter. All parts must match, in any case: `word`, `"several words"`, `/regular expression/`; with
 * a `-` before it, a part must not match. A regular expression that cannot be read is left out.
 */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  let [problem, isWaiting] = ['', false];
  for (const [, minus = '', phrase, source, word = ''] of text.matchAll(PARTS)) {
    const excluded = minus !== '';
    if (source === undefined) terms.push({ pattern: literal(phrase ?? word), excluded });
    else if (!compile) isWaiting = true;
    else {
      try {
        terms.push({ pattern: compile(source), excluded });
      } catch {
        problem = isRegExp(source) ? TIMELINE.notLinear(source) : TIMELINE.notRegex(source);
      }
    }
  }
  return { terms, isWaiting, ...(problem && { problem }) };
}

function literal(text: string): Pattern {
  const source = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const first = new RegExp(source, 'i');
  return {
    test: (within) => first.test(within),
    matchAll: (within) => within.matchAll(new RegExp(source, 'gi')),
  };
}

function isRegExp(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    return false;
  }
}

/** Whether a text has all terms, and none of the excluded ones. */
export function fitsQuery(text: string, terms: readonly Term[]): boolean {
  return terms.every(({ pattern, excluded }) => pattern.test(text) !== excluded);
}

/** More matches in one line are not marked. */
const MAX_MARKS = 50;

/** Splits a text at what was searched for: every second part is a match. */
export function markMatches(text: string, terms: readonly Term[]): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const [from, to] of matchesIn(text, terms)) {
    if (to <= end) continue;
    const start = Math.max(from, end);
    parts.push(text.slice(end, start), text.slice(start, to));
    end = to;
  }
  return [...parts, text.slice(end)];
}

/** A match that starts behind so many characters may be out of sight; an excerpt starts so many before it. */
const IN_SIGHT = 60;
const CONTEXT = 30;
const EXCERPT = 300;

/** The part of a text that has its first match in sight; `undefined` where nothing in it was searched for. */
export function excerpt(text: string, terms: readonly Term[]): string | undefined {
  const [first] = matchesIn(text, terms);
  if (!first) return undefined;
  const start = first[0] < IN_SIGHT ? 0 : first[0] - CONTEXT;
  const end = start + EXCERPT;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

/** The places of matches, in their order; they may overlap. */
function matchesIn(text: string, terms: readonly Term[]): [from: number, to: number][] {
  const places: [number, number][] = [];
  for (const { pattern, excluded } of terms) {
    if (excluded) continue;
    let count = 0;
    for (const match of pattern.matchAll(text)) {
      const { 0: found, index = 0 } = match;
      if (found !== '') places.push([index, index + found.length]);
      if (++count === MAX_MARKS) break;
    }
  }
  return places.sort(([a], [b]) => a - b);
}
