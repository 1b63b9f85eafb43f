import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isSimple } from './simple-value.ts';

function nested(levels: number): unknown {
  return levels === 0 ? 'leaf' : { inside: nested(levels - 1) };
}

const loop: { self?: unknown } = {};
loop.self = loop;

describe('a value is simple', () => {
  it.each<[string, unknown]>([
    ['a text', 'text'],
    ['nothing', undefined],
    ['null', null],
    ['objects, arrays and primitives', { id: 1, tags: ['a', 'b'], at: { x: 1.5, y: null, z: undefined } }],
    ['what JSON made', JSON.parse('{"constructor":1,"toString":[{}]}')],
    ['a field named toJSON that is no function', { toJSON: 'later' }],
    ['10,000 values', Array(9_999).fill(0)],
    ['32 levels', nested(31)],
  ])('where it is %s', (_what, value) => {
    expect(isSimple(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['bytes', new Uint8Array(1)],
    ['an ArrayBuffer', new ArrayBuffer(1)],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['an instance of a class', new (class Point {})()],
    ['an array of a class', new (class List extends Array {})()],
    ['an object without a prototype', Object.create(null)],
    ['an object of another realm', runInContext('({})', createContext())],
    ['a toJSON', { toJSON: () => 1 }],
    ['a toJSON of an array', Object.assign([], { toJSON: () => 1 })],
    ['an own __proto__', JSON.parse('{"__proto__":{"admin":true}}')],
    ['itself', loop],
    ['more than 10,000 values', Array(10_001).fill(0)],
    ['more than 32 levels', nested(40)],
  ])('not where it holds %s', (_what, value) => {
    expect(isSimple(value)).toBe(false);
    expect(isSimple({ inside: [value] })).toBe(false);
  });
});
