import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines } from './code-view.tsx';

/** The second text, made of the first and of what changed. */
function apply(a: string, b: string): string {
  let [text, end] = ['', 0];
  for (const { fromA, toA, fromB, toB } of diffLines(a, b)) {
    text += a.slice(end, fromA) + b.slice(fromB, toB);
    end = toA;
  }
  return text + a.slice(end);
}

const lines = fc.array(fc.constantFrom('a', 'b', '  "key": 1,', '{', '}', '', 'x'.repeat(50)), {
  maxLength: 12,
});

it('leads from the first text to the second', () => {
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      expect(apply(a.join('\n'), b.join('\n'))).toBe(b.join('\n'));
    }),
  );
});

it('leaves the fields beside a long one that changed alone', () => {
  const random = (seed: number): string =>
    Array.from({ length: 30_000 }, (_, at) =>
      String.fromCharCode(97 + ((at * at * seed + at * 7) % 26)),
    ).join('');
  const write = (image: string, count: number): string =>
    JSON.stringify({ id: 'm1', room: 'hall', image, author: { name: 'Alice' }, count }, null, 2);
  const [a, b] = [write(random(3), 1), write(random(11), 2)];
  const changed = diffLines(a, b).map(({ fromA, toA }) => a.slice(fromA, toA));
  expect(changed).toHaveLength(2);
  expect(changed[0]).toMatch(/^ {2}"image": "/);
  expect(changed[0]?.trimEnd()).not.toContain('\n');
  expect(changed[1]).toBe('1');
});

it('compares the characters of a line that is not long', () => {
  expect(diffLines('{\n  "a": 1\n}', '{\n  "a": 2\n}')).toMatchObject([
    { fromA: 9, toA: 10, fromB: 9, toB: 10 },
  ]);
});
