import { expect, it } from 'vitest';
import {
  askingShop,
  called,
  heardRaw,
  heardWithOffset,
  rawCalled,
  rawRecordingOf,
  recordingOf,
} from '../../../recordings/recording.fixture.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { writePlaywrightTest } from './write-playwright-test.ts';

const write = (recording: Recording): string => writePlaywrightTest(recording, 'https://localhost:8443');

/** A stock server that counts its orders. */
const shop = rawRecordingOf([
  heardRaw(0, 'order:new', 5, { count: 5, left: [1] }),
  rawCalled(1, 'order', ['tea'], { by: 'server', args: [{ id: 5, total: 5 }], outcome: 'answered' }),
  heardRaw(2, 'stock', 7),
  heardRaw(3, 'pong'),
]);

it('expects any id where an event has it as an argument of its own', () => {
  const text = write(shop);
  expect(text).toContain("hears('order:new', [expect.any(Number), { count: expect.any(Number), left:");
  expect(text).toContain('.toEqual([{ id: expect.any(Number), total: 5 }]);');
  expect(text).toContain("hears('stock', [7]);");
});

it('does not check what comparisons ignore', () => {
  expect(write(shop)).not.toContain('ignored');
  const ignored: Recording['ignored'] = [
    { event: 'order:new', path: 'argument 2.left.*' },
    { event: 'order:new', path: 'argument 2' },
    { event: 'order', path: 'total' },
    { kind: 'event', event: 'stock', path: '' },
    { kind: 'call', event: 'order:new', path: 'argument 1' },
    { event: 'pong', path: '' },
  ];
  const text = write({ ...shop, ignored });
  expect(text).toContain("hears('order:new', [expect.any(Number), ignored]);");
  expect(text).toContain('.toEqual([{ id: expect.any(Number), total: ignored }]);');
  expect(text).toContain("hears('stock', ignored);");
  expect(text).toContain("hears('pong', ignored);");
  expect(text).toContain('const ignored = ');
  expect(text).not.toContain('[ignored]');
});

it('does not wait for an event of which comparisons ignore whether it comes', () => {
  const text = write({ ...shop, ignored: [{ kind: 'event', event: 'stock' }] });
  expect(text).not.toContain('stock');
  expect(text).toContain("hears('pong');");
});

it('does not check what comparisons ignore in a reply', () => {
  const ignored = [{ event: 'room:list', path: 'data.total' }];
  const reply = { ok: true, data: { total: 3, name: 'general' } };
  const text = write(recordingOf(called('a1', 'room:list', null, reply), { ignored }));
  expect(text).toContain("data: { total: ignored, name: 'general' }");
});

it('expects any offset where a server with connection state recovery adds one', () => {
  const text = write(
    rawRecordingOf([heardWithOffset(0, 'tick', 'one', 'QCON500'), heardWithOffset(1, 'tock', 'QCON500')]),
  );
  expect(text).toContain("hears('tick', ['one', expect.any(String)]);");
  expect(text).toContain("hears('tock', [expect.any(String)]);");
});

it('answers what the user answered, with what the server gave, and waits for what it waited for', () => {
  const lines = write(askingShop).split('\n');
  const first = lines.findIndex((line) => line.includes('const sending'));
  expect(lines.slice(first, first + 6).map((line) => line.trim())).toEqual([
    "const sending = alice.call('order', ['tea']);",
    "const heard = await alice.hears('sure?', [{ id: expect.any(String) }]);",
    "const sureId = part(heard[0], 'id');",
    'alice.answer(heard, [sureId, 2]);',
    "await alice.hears('sure?', [{ id: expect.any(String) }]);",
    'const answer = await sending;',
  ]);
});

it('expects integers beyond 2^53 with all their digits, and any where it is an id', () => {
  const big = { $integer: '9007199254740993' };
  const text = write(rawRecordingOf([heardRaw(0, 'sum', { sum: big, roomId: big })]));
  expect(text).toContain("hears('sum', [{ sum: 9007199254740993, roomId: expect.any(Number) }]);");
});
