import type { Fault } from './fault.ts';

/** Sizes just beyond where a bound may lie; what is larger still would close the connection instead of being refused. */
const SIZES = [64, 256, 1_024, 4_096, 16_384, 65_536, 131_072, 262_144, 524_288].map((size) => size + 1);

/** Things done to binary that its schema may not allow. Its bounds are known to the schema's code alone, so sizes are tried. */
export function bytesFaults(): Fault[] {
  return [
    { what: 'null', wrong: 'null in its place', value: null },
    { what: 'a text', wrong: 'a text instead of binary', value: 'text' },
    { what: 'a number', wrong: 'a number instead of binary', value: 0 },
    { what: 'a list', wrong: 'numbers in a list instead of binary', value: [1, 2, 3] },
    { what: 'an empty object', wrong: 'an object instead of binary', value: {} },
    { what: 'no bytes', wrong: 'binary without a byte', value: bytes(0) },
    ...SIZES.map((size) => ({ what: 'too many bytes', wrong: `${size} bytes`, value: bytes(size) })),
  ];
}

/** So many zeros in the JSON form of binary. */
function bytes(size: number): { readonly $bytes: string } {
  const rest = size % 3;
  const tail = rest === 0 ? '' : rest === 1 ? 'AA==' : 'AAA=';
  return { $bytes: `${'A'.repeat(((size - rest) / 3) * 4)}${tail}` };
}
