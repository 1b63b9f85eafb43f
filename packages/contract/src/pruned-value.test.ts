import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readValueNow, writeValueNow } from './tolerance.ts';
import { A, AB, toTexts } from './unknown-fields.fixture.ts';

describe('what a controller returns', () => {
  const Person = z.strictObject({ id: z.int(), friend: z.strictObject({ id: z.int() }).optional() });

  it('may be a row of a class, and leaves as plain fields', () => {
    class Row {
      id = 1;
      password = 'secret';
      toJSON() {
        return { ...this, more: 1 };
      }
    }
    for (const schema of [Person, z.object(Person.shape)]) {
      const written = writeValueNow(schema, new Row());
      expect(written.ok && JSON.stringify(written.value)).toBe('{"id":1}');
      expect(toTexts(written.dropped)).toContain('password');
    }
  });

  it('may hold one object in two places: each is freed of what it does not name there', () => {
    const Both = z.strictObject({ one: A, all: z.unknown(), two: AB });
    const shared = { a: 1, b: 2 };
    const written = writeValueNow(Both, { one: shared, all: shared, two: shared });
    expect(written).toMatchObject({
      ok: true,
      value: { one: { a: 1 }, all: { a: 1, b: 2 }, two: { a: 1, b: 2 } },
      dropped: [['one', 'b']],
    });
    expect(shared).toEqual({ a: 1, b: 2 });
  });

  it('may refer to itself in a field that nobody named', () => {
    const person: Record<string, unknown> = { id: 1 };
    const friend: Record<string, unknown> = { id: 2, of: person };
    Object.assign(person, { self: person, friend });
    const written = writeValueNow(Person, person);
    expect(written).toMatchObject({ ok: true, value: { id: 1, friend: { id: 2 } } });
    expect(written.ok && JSON.stringify(written.value)).toBe('{"id":1,"friend":{"id":2}}');
    expect(person.self).toBe(person);
  });

  it('may refer to itself many times and not fit at all: it is refused at once', () => {
    const cycle: Record<string, unknown> = { id: 'x', at: Uint8Array.of(1).buffer };
    for (const name of ['a', 'b', 'c', 'd']) cycle[name] = cycle;
    expect(writeValueNow(Person, cycle)).toMatchObject({ ok: false, issues: [{ path: ['id'] }] });
  });

  it('keeps a Date, bytes and whatever else a known field holds', () => {
    const schema = z.strictObject({
      at: z.date(),
      bytes: z.instanceof(Uint8Array),
      map: z.map(z.string(), z.int()),
    });
    const value = { at: new Date(0), bytes: Uint8Array.of(1), map: new Map([['a', 1]]) };
    const written = writeValueNow(schema, { ...value, x: 1 });
    expect(written).toEqual({ ok: true, value, dropped: [['x']] });
    expect(Object.values(written.ok ? (written.value as object) : {})).toEqual(Object.values(value));
  });
});

describe('an open object whose output is not made of its fields', () => {
  it('leaves with the output of the record in it, whose keys change', () => {
    const schema = z.object({ map: z.record(z.string().toLowerCase(), z.int()) });
    expect(writeValueNow(schema, { map: { A: 1 }, x: 1 })).toEqual({
      ok: true,
      value: { map: { a: 1 } },
      dropped: [['x']],
    });
  });
});

describe('many unknown fields', () => {
  it('are all left out, and the first 20 are named', () => {
    const items = Array.from({ length: 50 }, (_, a) => ({ a, x: a }));
    for (const schema of [z.array(A), z.array(z.object({ a: z.int() }))]) {
      const read = readValueNow(schema, items);
      expect(read).toMatchObject({ ok: true, value: items.map(({ a }) => ({ a })) });
      expect(toTexts(read.dropped)).toEqual(Array.from({ length: 20 }, (_, index) => `${index}.x`));
    }
  });

  it.each<[string, z.ZodType]>([
    ['objects', A],
    ['unions', z.union([z.string(), A, AB])],
    ['open objects', z.object({ a: z.int() })],
  ])('cost two validations and one copy of each object, however many there are: %s', (_kind, item) => {
    let validations = 0;
    let reads = 0;
    const counted = z.array(item).superRefine(() => {
      validations += 1;
    });
    const items = Array.from({ length: 3_000 }, (_, a) => ({
      a,
      get x() {
        reads += 1;
        return a;
      },
    }));
    expect(writeValueNow(counted, items)).toMatchObject({ ok: true });
    expect(validations).toBeLessThanOrEqual(2);
    expect(reads).toBeLessThanOrEqual(2 * items.length);
  });
});

describe('an open object whose output has a key that the value only inherits', () => {
  it('leaves with that output, not with what is inherited', () => {
    const value = { A: 1 };
    for (const key of ['toString', 'constructor']) {
      const schema = z.object({
        map: z.record(
          z.string().overwrite(() => key),
          z.int(),
        ),
      });
      const written = writeValueNow(schema, { map: value });
      expect(written).toEqual({ ok: true, value: { map: { [key]: 1 } } });
    }
  });
});

describe('a value with very many unknown fields', () => {
  it('is freed of them without a look at what they hold', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index]));
    let looks = 0;
    const get = (target: object, key: string | symbol): unknown => {
      looks += 1;
      return Reflect.get(target, key);
    };
    const value = { list: [new Proxy({ a: 1, ...many }, { get })] };
    const read = readValueNow(z.strictObject({ list: z.array(A) }), value);
    expect(read).toMatchObject({ ok: true, value: { list: [{ a: 1 }] } });
    expect(read.ok && read.dropped).toHaveLength(20);
    expect(looks).toBeLessThan(20);
  });
});
