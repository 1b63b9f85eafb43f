import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexDump, readBase64, readHex, readUtf8, toJsonBytes, writeHex } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 100 });

describe('hex', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(readHex(writeHex(some))).toEqual({ ok: true, bytes: some });
      }),
    );
  });

  it.each(['DEADbeef', 'de ad be ef', 'de:ad:be:ef', ' de,ad\nbe ef '])('reads %j', (text) => {
    expect(readHex(text)).toEqual({ ok: true, bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) });
  });

  it.each([
    ['00 0g', 5, '"g" is not a hex digit'],
    ['00 0', 4, 'the last byte has one digit instead of two'],
    ['😀', 1, '"😀" is not a hex digit'],
  ])('refuses %j at position %i', (text, position, message) => {
    expect(readHex(text)).toEqual({ ok: false, position, message });
  });

  it('shows offset, bytes and what can be read of them, up to a limit', () => {
    const some = Uint8Array.from({ length: 40 }, (_, index) => index + 50);
    expect(hexDump(some, 20).split('\n')).toEqual([
      '000000  32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f 40 41  23456789:;<=>?@A',
      `000010  42 43 44 45${' '.repeat(36)}  BCDE`,
    ]);
    expect(hexDump(Uint8Array.of(0, 127, 200), 20)).toMatch(/ {2}\.\.\.$/);
  });
});

describe('base64', () => {
  it('reads back what the draft holds', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(readBase64(toJsonBytes(some).$bytes)).toEqual({ ok: true, bytes: some });
      }),
    );
  });

  it.each([
    ['AA-A', 3, /"-" is not a base64 character/],
    ['AAA', 3, /ends too early/],
    ['AA==AAAA', 5, /after the padding/],
    ['A===', 4, /more padding/],
  ])('refuses %j at position %i', (text, position, message) => {
    expect(readBase64(text)).toEqual({ ok: false, position, message: expect.stringMatching(message) });
  });
});

it('reads UTF-8, and says so where there is none', () => {
  expect(readUtf8(new TextEncoder().encode('\ufeffgrüße'))).toBe('\ufeffgrüße');
  expect(readUtf8(Uint8Array.of(0xff))).toBeUndefined();
});
