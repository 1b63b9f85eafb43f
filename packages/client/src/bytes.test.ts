import { expect, it } from 'vitest';
import { unifyBytes } from './bytes.ts';

it('makes a Uint8Array of every ArrayBuffer, which is what browsers get', () => {
  const buffer = Uint8Array.of(1, 2).buffer;
  expect(unifyBytes(buffer)).toEqual(Uint8Array.of(1, 2));
  expect(unifyBytes({ files: [{ bytes: buffer }], name: 'a', none: null })).toEqual({
    files: [{ bytes: Uint8Array.of(1, 2) }],
    name: 'a',
    none: null,
  });
});

it('leaves views and scalars as they are', () => {
  const bytes = Buffer.of(1);
  expect(unifyBytes(bytes)).toBe(bytes);
  for (const scalar of [undefined, null, 'text', 1]) expect(unifyBytes(scalar)).toBe(scalar);
});

it('keeps a key named __proto__ an ordinary key', () => {
  const value = unifyBytes(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean };
  expect(value.admin).toBeUndefined();
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});
