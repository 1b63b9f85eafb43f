import { create } from 'jsondiffpatch';
import { expect, it } from 'vitest';
import { listChanges } from './list-changes.ts';
import { canonical } from './model/json-parts.ts';

const patcher = create({ objectHash: canonical });
const changes = (before: unknown, after: unknown): string[] =>
  listChanges(patcher.diff(before, after)).map(
    ({ place, before: left, after: right }) => `${place}: ${left} / ${right}`,
  );

it('lists each place that differs', () => {
  expect(changes({ a: 1, b: { c: 'x' }, gone: true }, { a: 2, b: { c: 'y' }, more: null })).toEqual([
    'a: 1 / 2',
    'b.c: "x" / "y"',
    'gone: true / –',
    'more: – / null',
  ]);
});

it('tells what came into a list and what left it', () => {
  const [alice, bob, carl] = [{ name: 'Alice' }, { name: 'Bob' }, { name: 'Carl' }];
  const found = changes({ members: [alice, bob] }, { members: [bob, carl] });
  expect(found).toContain('members.0: { name: "Alice" } / –');
  expect(found).toContain('members.1: – / { name: "Carl" }');
});

it('compares values of different kinds as a whole', () => {
  expect(changes('no reply', { ok: true })).toEqual(['(whole value): "no reply" / { ok: true }']);
  expect(changes({ a: 1 }, { a: 1 })).toEqual([]);
});
