import { expect, it } from 'vitest';
import { RingBuffer } from './ring-buffer.ts';

function filled(capacity: number, ...items: string[]): RingBuffer<string> {
  const ring = new RingBuffer<string>(capacity);
  for (const item of items) ring.push(item);
  return ring;
}

it('keeps the newest items in their order and counts those that had to go', () => {
  const ring = filled(3, 'a', 'b', 'c', 'd', 'e');
  expect(ring.toArray()).toEqual(['c', 'd', 'e']);
  expect(ring.dropped).toBe(2);
});

it('finds and replaces an item by its id, wherever it lies by now', () => {
  const ring = filled(3, 'a', 'b', 'c', 'd');
  ring.replace(2, 'C');
  expect(ring.get(2)).toBe('C');
  expect(ring.toArray()).toEqual(['b', 'C', 'd']);
});

it('lets a dropped id go: it finds nothing and replaces nothing', () => {
  const ring = filled(2, 'a', 'b', 'c');
  ring.replace(0, 'A');
  expect(ring.get(0)).toBeUndefined();
  expect(ring.toArray()).toEqual(['b', 'c']);
});

it('begins anew after it was cleared, but goes on counting ids', () => {
  const ring = filled(1, 'a', 'b');
  ring.clear();
  ring.push('c');
  expect(ring.get(1)).toBeUndefined();
  expect(ring.get(2)).toBe('c');
  expect(ring.dropped).toBe(0);
});

it('drops the oldest where all would weigh too much, but never the newest', () => {
  const ring = new RingBuffer<string>(10, 100);
  ring.push('a', 60);
  ring.push('b', 30);
  ring.push('c', 20);
  expect(ring.toArray()).toEqual(['b', 'c']);
  ring.replace(1, 'B', 90);
  expect(ring.toArray()).toEqual(['c']);
  ring.push('huge', 1_000);
  expect(ring.toArray()).toEqual(['huge']);
  expect(ring.dropped).toBe(3);
});

it('keeps its items and their ids when it grows, and its newest when it shrinks', () => {
  const ring = filled(3, 'a', 'b', 'c', 'd', 'e');
  ring.resize(5);
  ring.push('f');
  expect(ring.toArray()).toEqual(['c', 'd', 'e', 'f']);
  expect(ring.get(3)).toBe('d');
  ring.resize(2);
  expect(ring.toArray()).toEqual(['e', 'f']);
  expect(ring.get(5)).toBe('f');
  expect(ring.dropped).toBe(4);
});

it('gives the items of a range of ids, as far as they are still there', () => {
  expect(filled(3, 'a', 'b', 'c', 'd', 'e').toArray(0, 4)).toEqual(['c', 'd']);
});

it('brings back what was cleared, before what came since, and as it has become', () => {
  const ring = filled(4, 'a', 'b', 'c');
  const restore = ring.clear();
  ring.push('d');
  ring.replace(2, 'C');
  expect(restore()).toBe(true);
  expect(ring.toArray()).toEqual(['a', 'b', 'C', 'd']);
  expect([ring.get(2), ring.dropped, restore()]).toEqual(['C', 0, false]);
  ring.clear()();
  expect(ring.toArray()).toEqual(['a', 'b', 'C', 'd']);
});

it('brings back the newest of what was cleared where not all fits, and only of the last time', () => {
  const ring = new RingBuffer<string>(3, 100);
  for (const item of ['a', 'b', 'c']) ring.push(item, 40);
  const restore = ring.clear();
  ring.push('d', 30);
  expect(restore()).toBe(true);
  expect(ring.toArray()).toEqual(['c', 'd']);
  expect(ring.dropped).toBe(2);
  const first = ring.clear();
  const second = ring.clear();
  expect(first()).toBe(false);
  expect(second()).toBe(true);
});
