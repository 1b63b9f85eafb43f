import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { askedRaw, heardRaw, rawCalled, rawRecordingOf } from '../../../recordings/recording.fixture.ts';
import { unsendable } from './unsendable.ts';

it('names each event and auth that was sent with an integer that JavaScript cannot send exactly', () => {
  const large = { $integer: '9007199254740993' };
  const answer = { by: 'server', args: [large], outcome: 'answered' } as const;
  const recording = rawRecordingOf([
    heardRaw(0, 'heard', large),
    rawCalled(1, 'sum', [1, { ids: [large] }], answer),
    rawCalled(2, 'sum', [large], answer),
    rawCalled(3, 'harmless', [{ $$integer: '9007199254740993' }], answer),
    askedRaw(4, 'sure?', [], [large]),
  ]);
  const clients = recording.clients.map((client) => ({
    ...client,
    settings: { ...DEFAULT_SETTINGS, auth: { user: large } },
  }));
  expect(unsendable(recording)).toEqual(['sum', 'sure?']);
  expect(unsendable({ ...recording, clients })).toEqual(['The auth of Alice', 'sum', 'sure?']);
});
