import { expect, it } from 'vitest';
import { called, recordingOf } from '../../../recordings/recording.fixture.ts';
import { fillPayload, sentTexts, uniqueNames, withEndings } from './substitutions.ts';

const none = { substitutions: new Map<string, string>(), secrets: new Map<number, string>() };

it('fills in variables by their place, secrets by their number, and whole texts by their replacement', () => {
  const payload = { name: 'Alice', note: 'not Alice', id: 'old-id', key: { $secret: 2 }, list: ['Alice'] };
  const filled = fillPayload(payload, [{ path: ['id'], value: 'new-id' }], {
    substitutions: new Map([['Alice', 'Alice 2']]),
    secrets: new Map([[2, 'hush']]),
  });
  expect(filled).toEqual({
    name: 'Alice 2',
    note: 'not Alice',
    id: 'new-id',
    key: 'hush',
    list: ['Alice 2'],
  });
});

it('sends binary as binary', () => {
  expect(fillPayload({ bytes: { $bytes: 'AQID' } }, [], none)).toEqual({ bytes: new Uint8Array([1, 2, 3]) });
});

it('fills in a secret as a number where it was one, whether it was typed once for both or given', () => {
  const payload = {
    pin: { $secret: -1 },
    again: { $secret: 1 },
    code: { $secret: -2 },
    text: { $secret: 3 },
  };
  const given = [
    { path: ['code'], value: '42' },
    { path: ['text'], value: 43 },
  ];
  expect(fillPayload(payload, given, { ...none, secrets: new Map([[1, '0815']]) })).toEqual({
    pin: 815,
    again: '0815',
    code: 42,
    text: '43',
  });
});

it('sends a secret integer beyond 2^53 by its digits where it was a text', () => {
  const given = [{ path: ['pin'], value: { $integer: '9007199254740993' } }];
  expect(fillPayload({ pin: { $secret: 1 } }, given, none)).toEqual({ pin: '9007199254740993' });
});

it('sends data that looks like a secret or binary as it was', () => {
  const data = { key: { $$secret: 2 }, bytes: { $$bytes: '?' } };
  expect(fillPayload(data, [], { ...none, secrets: new Map([[2, 'hush']]) })).toEqual({
    key: { $secret: 2 },
    bytes: { $bytes: '?' },
  });
});

it('does not replace what a variable brought', () => {
  const replaced = { ...none, substitutions: new Map([['new-id', 'other']]) };
  expect(fillPayload({ id: 'old-id' }, [{ path: ['id'], value: 'new-id' }], replaced)).toEqual({
    id: 'new-id',
  });
});

it('lists the texts that clients sent of their own, once each', () => {
  const recording = recordingOf([
    ...called('a1', 'x', { name: 'Alice', file: { $bytes: 'AQID' } }, { ok: true, data: { made: 'made-7' } }),
    ...called('a2', 'x', { name: 'Alice', room: 'made-7', text: 'x'.repeat(65), blank: '' }, { ok: true }),
  ]);
  expect(sentTexts(recording)).toEqual(['Alice']);
});

it('gives each name of a login an ending of its own each time, and no other text', () => {
  const clients = [{ id: 'a', name: 'A', hue: 0, identities: ['Alice', 'x'.repeat(32)] }];
  const recording = recordingOf([], { clients });
  const [first, second] = [1, 2].map(() => uniqueNames(recording, ['Alice', 'x'.repeat(32), 'room']));
  expect([...(first?.keys() ?? [])]).toEqual(['Alice', 'x'.repeat(32)]);
  expect(first?.get('Alice')).toMatch(/^Alice \w{4}$/);
  expect(first?.get('Alice')).not.toBe(second?.get('Alice'));
  expect(first?.get('x'.repeat(32))).toHaveLength(32);
});

it('gives every text the same ending', () => {
  const texts = withEndings(['Alice', 'room']);
  const ending = texts.get('room')?.slice(-4);
  expect([...texts]).toEqual([
    ['Alice', `Alice ${ending}`],
    ['room', `room-${ending}`],
  ]);
});
