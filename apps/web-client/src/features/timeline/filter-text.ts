import { TIMELINE } from '../../texts/timeline.ts';

/** One part of what is searched for. */
export interface Term {
  /** Without the flag `g`. */
  readonly pattern: RegExp;
  /** Whether the text must not have it. */
  readonly excluded: boolean;
}

export interface Query {
  readonly terms: readonly Term[];
  /** Why a part of the text was left out, in a sentence. */
  readonly problem?: string;
}

const PARTS = /(-?)(?:(?:"([^"]+)"|\/((?:\\.|[^\\/])+)\/)(?=\s|$)|(\S+))/g;

/**
 * Reads the text of a filter. All parts must match, in any case: `word`, `"several words"`, `/regular expression/`; with
 * a `-` before it, a part must not match. A regular expression that cannot be read is left out.
 */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  let problem: string | undefined;
  for (const [, minus = '', phrase, source, word = ''] of text.matchAll(PARTS)) {
    if (source !== undefined) {
      try {
        terms.push({ pattern: new RegExp(source, 'i'), excluded: minus !== '' });
      } catch {
        problem = TIMELINE.notRegex(source);
      }
      continue;
    }
    terms.push({ pattern: new RegExp(escapeRegExp(phrase ?? word), 'i'), excluded: minus !== '' });
  }
  return { terms, ...(problem && { problem }) };
}

/** Whether a text has all terms, and none of the excluded ones. */
export function fitsQuery(text: string, terms: readonly Term[]): boolean {
  return terms.every(({ pattern, excluded }) => pattern.test(text) !== excluded);
}

/** A part of a text, and whether it was searched for. */
export interface MarkedPart {
  readonly text: string;
  readonly marked: boolean;
}

/** More matches in one line are not marked. */
const MAX_MARKS = 50;

/** Splits a text at what was searched for. */
export function markMatches(text: string, terms: readonly Term[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let end = 0;
  for (const [from, to] of matchesIn(text, terms)) {
    if (to <= end) continue;
    const start = Math.max(from, end);
    if (start > end) parts.push({ text: text.slice(end, start), marked: false });
    parts.push({ text: text.slice(start, to), marked: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), marked: false });
  return parts;
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
  const found: [number, number][] = [];
  for (const { pattern, excluded } of terms) {
    if (excluded) continue;
    let count = 0;
    for (const match of text.matchAll(new RegExp(pattern, 'gi'))) {
      if (match[0] !== '') found.push([match.index, match.index + match[0].length]);
      if (++count === MAX_MARKS) break;
    }
  }
  return found.sort(([a], [b]) => a - b);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
