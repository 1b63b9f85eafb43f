import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { payloadDigest } from './payload-digest.ts';

describe('the digest of a payload', () => {
  it('is the same for the same payload, whatever the order of its keys', () => {
    const payload = { a: [1, { b: null }], c: Buffer.from('x') };
    expect(payloadDigest(payload)).toBe(payloadDigest({ c: new Uint8Array([120]), a: [1, { b: null }] }));
  });

  it('differs for any two payloads, however alike they look', () => {
    const alike = [
      null,
      'null',
      1,
      '1',
      true,
      [],
      {},
      [1, 2],
      [12],
      ['1,2'],
      [[1], 2],
      [1, [2]],
      { a: 1 },
      { a: '1' },
      { a: 1, b: {} },
      { a: { b: 1 } },
      ['a', 1],
      'abc',
      Buffer.from('abc'),
      { $bytes: 'YWJj' },
      Buffer.from('abd'),
      JSON.parse('{"__proto__": 1}'),
    ];
    expect(new Set(alike.map((value) => payloadDigest(value))).size).toBe(alike.length);
  });

  it('is the same for the same bytes, whatever holds them and whatever realm they come from', () => {
    const same = [
      new Uint8Array([120, 121]),
      Buffer.from('xy'),
      new Uint8Array([120, 121]).buffer,
      new DataView(new Uint8Array([0, 120, 121, 0]).buffer, 1, 2),
      new Int8Array([120, 121]),
      runInNewContext('new Uint8Array([120, 121])'),
      runInNewContext('new Uint8Array([120, 121]).buffer'),
    ];
    expect(new Set(same.map((value) => payloadDigest(value))).size).toBe(1);
    expect(payloadDigest(new ArrayBuffer(2))).not.toBe(payloadDigest({}));
    expect(payloadDigest(runInNewContext('({ a: [1] })'))).toBe(payloadDigest({ a: [1] }));
  });

  it('tells lone surrogates apart, in texts and in keys', () => {
    const texts = ['x\ud800', 'x\ud801', 'x\ufffd'];
    expect(new Set(texts.map((value) => payloadDigest(value))).size).toBe(3);
    expect(new Set(texts.map((key) => payloadDigest({ [key]: 1 }))).size).toBe(3);
  });

  it('leaves out the fields that were dropped, and no others', () => {
    const payload = { a: [{ b: 1, x: 2 }, { x: 3 }], x: 4, y: 5 };
    const dropped = [['a', 0, 'x'], ['x']];
    expect(payloadDigest(payload, dropped)).toBe(payloadDigest({ a: [{ b: 1 }, { x: 3 }], y: 5 }));
  });
});
