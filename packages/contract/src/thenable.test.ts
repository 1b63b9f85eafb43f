import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Schema } from './schema.ts';
import { validate, validateNow } from './schema.ts';
import { isThenable } from './thenable.ts';
import { readValue, writeValue } from './tolerance.ts';

// biome-ignore lint/suspicious/noThenProperty: it is what is tested.
const later = (value: unknown) => ({ then: (done: (value: unknown) => void) => done(value) });

describe('isThenable', () => {
  it.each([
    ['a promise', Promise.resolve()],
    ['a promise of another realm', runInNewContext('Promise.resolve()')],
    ['an object with a then method', later(1)],
    ['a function with a then method', Object.assign(() => 1, later(1))],
    ['an object that inherits it', Object.create(later(1))],
  ])('is true for %s', (_kind, value) => {
    expect(isThenable(value)).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['then'],
    [1],
    [{}],
    [() => 1],
    [Object.fromEntries([['then', 1]])],
    [{ value: 1 }],
  ])('is false for %s', (value) => {
    expect(isThenable<unknown>(value)).toBe(false);
  });
});

describe('a schema that answers with a thenable of its own', () => {
  const schema = (result: unknown): Schema => ({
    '~standard': { version: 1, vendor: 'test', validate: () => later(result) },
  });
  const issues = [{ message: 'no', path: ['a'] }];

  it.each([
    ['validate', validate],
    ['readValue', readValue],
    ['writeValue', writeValue],
  ])('is awaited by %s, so that nothing counts as valid before it is known', async (_name, check) => {
    const refused = check(schema({ issues }), 1);
    expect(refused).toBeInstanceOf(Promise);
    expect(await refused).toEqual({ ok: false, issues: [{ path: ['a'], message: 'no' }] });
    expect(await check(schema({ value: 1 }), 1)).toEqual({ ok: true, value: 1 });
  });

  it('is refused where the answer has to be there at once', () => {
    expect(() => validateNow(schema({ issues }), 1)).toThrow(TypeError);
  });
});
