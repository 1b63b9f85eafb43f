import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeValue, writeValueNow } from './tolerance.ts';
import { toTexts } from './unknown-fields.fixture.ts';

const User = z.strictObject({ id: z.int() });

/** A row that fits by its own fields, and is another thing for JSON. */
class Row {
  id = 1;
  readonly #password = 'swordfish';
  toJSON(): unknown {
    return { id: this.id, password: this.#password };
  }
}

class Tagged extends Row {
  readonly [Symbol.toStringTag] = 'Tagged';
}

class Again extends Row {
  override toJSON(): unknown {
    return new Row();
  }
}

class Itself {
  id = 1;
  toJSON(): this {
    return Object.assign(this, { password: 'swordfish' });
  }
}

/** What holds the row at some depth, with its schema. */
const PLACES: [string, (user: z.ZodType) => z.ZodType, (row: unknown) => unknown][] = [
  ['the value itself', (user) => user, (row) => row],
  ['a field', (user) => z.strictObject({ user }), (row) => ({ user: row })],
  ['a list', (user) => z.array(user), (row) => [{ id: 2 }, row]],
  [
    'a record in a list in a field',
    (user) => z.strictObject({ list: z.array(z.record(z.string(), user)) }),
    (row) => ({ list: [{}, { a: row }] }),
  ],
  ['a union', (user) => z.union([z.string(), user]), (row) => row],
];

describe.each(PLACES)('a row with a toJSON of its own as %s', (_where, schemaOf, holding) => {
  it.each([
    ['of its class', () => new Row()],
    ['of an object', () => ({ id: 1, toJSON: () => ({ id: 1, password: 'swordfish' }) })],
    ['of a class with a tag', () => new Tagged()],
    ['that gives another such row', () => new Again()],
    ['that gives itself', () => new Itself()],
    ['that is frozen', () => Object.freeze(new Row())],
  ])('sends what the contract names of its JSON: %s', (_kind, make) => {
    for (const user of [User, z.object(User.shape)]) {
      const written = writeValueNow(schemaOf(user), holding(make()));
      expect(written.ok).toBe(true);
      const text = JSON.stringify(written.ok && written.value);
      expect(text).toBe(JSON.stringify(holding({ id: 1 })));
    }
  });

  it('is refused where its JSON does not fit', () => {
    const row = Object.assign(Object.create({ toJSON: () => ({ id: 'x' }) }), { id: 1 });
    expect(writeValueNow(schemaOf(User), holding(row))).toMatchObject({ ok: false });
  });
});

describe('the JSON of a value that leaves', () => {
  it('is named in `dropped`, and refused where unknown fields are', async () => {
    expect(toTexts(writeValueNow(User, new Row()).dropped)).toEqual(['password']);
    expect(writeValueNow(User, new Row(), 'refuse')).toMatchObject({ ok: false });
    const slow = User.refine(async () => true);
    expect(await writeValue(slow, new Row())).toEqual({
      ok: true,
      value: { id: 1 },
      dropped: [['password']],
    });
  });

  it('is asked for with the key, as JSON does it', () => {
    const keys: unknown[] = [];
    const part = { toJSON: (key: unknown) => keys.push(key) };
    const written = writeValueNow(z.unknown(), { a: part, list: [part] });
    expect(written).toEqual({ ok: true, value: { a: 1, list: [2] } });
    expect(keys).toEqual(['a', '0']);
  });

  it('keeps a Date and bytes, beside a row and in what it gives', () => {
    const at = new Date(0);
    const bytes = Buffer.from([1]);
    const row = { toJSON: () => ({ at, bytes }) };
    expect(writeValueNow(z.unknown(), { row, at, bytes })).toEqual({
      ok: true,
      value: { row: { at, bytes }, at, bytes },
    });
  });

  it('hides the cycle of a row, and fails for one that is left', () => {
    const row: Record<string, unknown> = { id: 1, toJSON: () => ({ id: 1 }) };
    row.parent = row;
    expect(writeValueNow(z.unknown(), { row })).toEqual({ ok: true, value: { row: { id: 1 } } });
    const cycle: Record<string, unknown> = { row };
    cycle.self = cycle;
    expect(() => writeValueNow(z.unknown(), cycle)).toThrow(TypeError);
  });

  it('is looked for at once in a value that refers to itself in many places', () => {
    const cycle: Record<string, unknown> = {};
    for (const name of ['a', 'b', 'c', 'd']) cycle[name] = cycle;
    expect(writeValueNow(z.unknown(), cycle)).toEqual({ ok: true, value: cycle });
  });

  it('costs a value without any one validation and no copy', () => {
    let validations = 0;
    const counted = z.unknown().refine(() => {
      validations += 1;
      return true;
    });
    const value = { list: [{ a: 1 }], at: new Date(0), bytes: Uint8Array.of(1), none: null };
    const written = writeValueNow(counted, value);
    expect(written.ok && written.value).toBe(value);
    expect(validations).toBe(1);
  });
});
