import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { changedParts, exactIntegers } from './exact-integers.ts';

it.each([
  ['9007199254740993', 9_007_199_254_740_993n],
  ['1e400', 10n ** 400n],
  ['12345678901234567.8e1', 123_456_789_012_345_678n],
  ['1e22', 1e22],
  ['1e1001', Number.POSITIVE_INFINITY],
  ['0.12345678901234567891', 0.12345678901234568],
])('reads %s as %s', (text, value) => {
  expect(exactIntegers([1, JSON.parse(text)], [`42["odd",1,${text}]`])).toEqual([1, value]);
});

it('says which numbers and fields of a packet are no more as they came', () => {
  const frame =
    '43/rooms,7[{"f":0.12345678901234567891,"a":1,"a":9007199254740993,"big":12345678901234567.89},1e1001,0.1]';
  expect(changedParts([frame])).toEqual([
    { path: [0, 'f'], text: '0.12345678901234567891', becomes: 0.12345678901234568 },
    { path: [0, 'a'], text: 'a' },
    { path: [0, 'big'], text: '12345678901234567.89', becomes: 12_345_678_901_234_568 },
    { path: [1], text: '1e1001', becomes: Number.POSITIVE_INFINITY },
  ]);
  expect(changedParts([])).toEqual([]);
  expect(changedParts(['2probe'])).toEqual([]);
});

it('gives each integer as it came, however many digits it has', () => {
  const any = fc.bigInt({ min: 10n ** 14n, max: 10n ** 19n });
  const nearest = fc.bigInt({ min: 2n ** 53n - 99n, max: 2n ** 53n + 99n });
  fc.assert(
    fc.property(fc.oneof(any, nearest), (integer) => {
      const [value] = exactIntegers([Number(integer)], [`42["odd",${integer}]`]);
      expect(BigInt(value as number | bigint)).toBe(integer);
    }),
  );
});

it.each(['1700000000000000', '-8999999999999999', '1700000000000.123'])(
  'does not read a packet again for %s, as no number of it was rounded',
  (text) => {
    const parse = vi.spyOn(JSON, 'parse');
    onTestFinished(() => parse.mockRestore());
    const args = [{ at: Number(text) }];
    expect(exactIntegers(args, [`42["odd",{"at":${text}}]`])).toBe(args);
    expect(parse).not.toHaveBeenCalled();
  },
);
