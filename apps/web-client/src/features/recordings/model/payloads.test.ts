import { expect, it } from 'vitest';
import { fillPayload } from './fill-payload.ts';
import { called, recordingOf } from './recording.fixture.ts';
import { sentTexts, suggestTexts } from './sent-texts.ts';

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

it('suggests another text only for those in use, and none that is in use', () => {
  expect(suggestTexts(['Alice', 'room', 'free'], new Set(['Alice', 'Alice 2', 'room']))).toEqual(
    new Map([
      ['Alice', 'Alice 3'],
      ['room', 'room-2'],
    ]),
  );
});
