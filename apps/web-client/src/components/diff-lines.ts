import { Change, diff, presentableDiff } from '@codemirror/merge';

/** Below this length the characters of changed lines are compared, too. */
const MAX_CHARACTERS = 20_000;
const MAX_TIME = 300;

/**
 * Compares two texts line by line, and then the characters of the lines that changed. A long line that changed so costs
 * its neighbours nothing: character by character alone, the search gives up and marks them, too.
 */
export function diffLines(a: string, b: string): Change[] {
  const [linesA, linesB] = [splitLines(a), splitLines(b)];
  const codes = new Map<string, string>();
  const encode = (lines: readonly string[]): string => lines.map((line) => codeOf(line, codes)).join('');
  const [encodedA, encodedB] = [encode(linesA), encode(linesB)];
  if (codes.size > MAX_CODES) return [...diff(a, b, { timeout: MAX_TIME })];
  const [startsA, startsB] = [startsOf(linesA), startsOf(linesB)];
  const start = (starts: readonly number[], line: number): number => starts[line] ?? 0;
  return diff(encodedA, encodedB, { timeout: MAX_TIME }).flatMap(({ fromA, toA, fromB, toB }) =>
    diffCharacters(
      a,
      b,
      new Change(start(startsA, fromA), start(startsA, toA), start(startsB, fromB), start(startsB, toB)),
    ),
  );
}

function diffCharacters(a: string, b: string, lines: Change): Change[] {
  const { fromA, toA, fromB, toB } = lines;
  if (fromA === toA || fromB === toB || Math.max(toA - fromA, toB - fromB) > MAX_CHARACTERS) return [lines];
  return presentableDiff(a.slice(fromA, toA), b.slice(fromB, toB), { timeout: MAX_TIME }).map(
    (part) => new Change(fromA + part.fromA, fromA + part.toA, fromB + part.fromB, fromB + part.toB),
  );
}

/** Lines with their ends. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Where each line starts, and the end of the last. */
function startsOf(lines: readonly string[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}

/** Below the surrogates, which do not stand alone. */
const MAX_CODES = 0xd800;

/** One character for each different line. */
function codeOf(line: string, codes: Map<string, string>): string {
  const known = codes.get(line);
  if (known !== undefined) return known;
  const code = String.fromCharCode(Math.min(codes.size, MAX_CODES - 1));
  codes.set(line, code);
  return code;
}
