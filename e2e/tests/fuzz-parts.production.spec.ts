import { expect, test } from '@playwright/test';
import { readAnswer, renumberCall } from '../fuzz/call-frame.ts';
import { readable } from '../fuzz/frame.ts';
import { mutateText, mutateValue } from '../fuzz/mutate.ts';
import { toBodies } from '../fuzz/polling-link.ts';
import { createScript } from '../fuzz/script.ts';

test('a well-formed call gets the id it is given, whole or in fragments', () => {
  expect(renumberCall('421["a",{}]', 77)).toBe('4277["a",{}]');
  expect(renumberCall('421', 77)).toBe('4277');
  expect(renumberCall('42/,1[7]', 77)).toBe('4277[7]');
  expect(renumberCall('451-1["a"]', 77)).toBe('451-77["a"]');
  expect(renumberCall({ fragments: ['4', '21', '["a"]'] }, 77)).toEqual({ fragments: ['4', '27', '7["a"]'] });
});

test('what Socket.IO need not answer is no well-formed call', () => {
  for (const frame of [
    '42["a"]',
    '421[]',
    '421["connect"]',
    '421[null]',
    '421{}',
    '421["a"',
    '42-1["a"]',
    '43',
    '',
  ]) {
    expect(renumberCall(frame, 77), frame).toBeUndefined();
  }
  expect(renumberCall({ binary: new Uint8Array(1) }, 77)).toBeUndefined();
});

test('an answer has its id and code', () => {
  expect(readAnswer('435[{"ok":true}]')).toEqual({ id: 5, code: 'OK' });
  expect(readAnswer('435[{"ok":false,"error":{"code":"NOT_FOUND"}}]')).toEqual({ id: 5, code: 'NOT_FOUND' });
  expect(readAnswer('461-5[{"ok":true}]')).toEqual({ id: 5, code: 'OK' });
  expect(readAnswer('435[1]')).toEqual({ id: 5, code: 'unreadable' });
  expect(readAnswer('42["message:sent"]')).toBeUndefined();
});

test('a text changes where and how the mutation says', () => {
  const at = (kind: Parameters<typeof mutateText>[1]['kind']) =>
    mutateText('abcd', { kind, at: 0.5, length: 1, token: 'XY' });
  expect(at('cut')).toBe('ab');
  expect(at('insert')).toBe('abXYcd');
  expect(at('remove')).toBe('abd');
  expect(at('repeat')).toBe('abccd');
  expect(at('replace')).toBe('abXYd');
});

test('a value changes at its path, in a copy', () => {
  const value = { a: [1, 2], b: 'x' };
  const change = { path: [0, 1], key: '__proto__', value: 9 };
  expect(mutateValue(value, { ...change, kind: 'replace' })).toEqual({ a: [1, 9], b: 'x' });
  expect(mutateValue(value, { ...change, kind: 'remove' })).toEqual({ a: [1], b: 'x' });
  expect(mutateValue(value, { ...change, kind: 'add' })).toEqual({ a: [1, 2, 9], b: 'x' });
  expect(JSON.stringify(mutateValue(value, { ...change, path: [], kind: 'wrap' }))).toBe(
    '{"__proto__":{"a":[1,2],"b":"x"}}',
  );
  expect(JSON.stringify(mutateValue(value, { ...change, path: [1], kind: 'add' }))).toBe(
    '{"a":[1,2],"b":"x","__proto__":9}',
  );
  expect(value).toEqual({ a: [1, 2], b: 'x' });
});

test('packets share a body until it is full', () => {
  const bodies = toBodies(['40', { binary: new Uint8Array([1, 2, 3]) }, 'x'.repeat(100_000)]);
  expect(bodies.map((body) => body.toString().slice(0, 10))).toEqual(['40\u001ebAQID', 'xxxxxxxxxx']);
});

test('a frame reads as one plain line', () => {
  expect(readable('42["\u001e\ud83d\ude00"]')).toBe('"42[\\"\\u001e\\u{1f600}\\"]"');
  expect(readable('x'.repeat(401))).toBe(`"${'x'.repeat(400)}" and 1 more`);
  expect(readable({ binary: new Uint8Array([1, 255]) })).toBe('binary 01ff');
});

test('a seed always makes the same script', () => {
  expect(createScript(7)).toEqual(createScript(7));
  expect(createScript(7).steps).not.toEqual(createScript(8).steps);
});
