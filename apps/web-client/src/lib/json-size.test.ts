import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonSize } from './json-size.ts';

it('is the size of the JSON text, whatever the value', () => {
  const unit = fc.constantFrom<fc.StringConstraints['unit']>('grapheme', 'binary', 'binary-ascii');
  const value = unit.chain((stringUnit) => fc.jsonValue({ stringUnit: stringUnit ?? 'grapheme' }));
  fc.assert(
    fc.property(value, (json) => {
      expect(jsonSize(json)).toBe(Buffer.byteLength(JSON.stringify(json)));
    }),
  );
});

it('counts half a character as JSON spells it', () => {
  for (const text of ['\ud83d\ude00', '\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d'])
    expect(jsonSize(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
});

it('counts binary as itself, and nothing where there is nothing', () => {
  expect(jsonSize(new Uint8Array(1_000))).toBe(1_000);
  expect(jsonSize({ a: undefined })).toBe(2);
  expect(jsonSize(undefined)).toBe(0);
});

it('does not mind how deep a value is nested', () => {
  let deep: unknown = 0;
  for (let level = 0; level < 200_000; level++) deep = [deep];
  expect(jsonSize(deep)).toBe(400_001);
});
