import { serverEventMap } from '@switchboard/events';
import { expect, it } from 'vitest';
import { readPayload } from './read-payload.ts';

const { payload: schema } = serverEventMap['system:notice'];

it('reads what fits', () => {
  expect(readPayload('{ "level": "info", "text": "hi" }', schema)).toEqual({
    payload: { value: { level: 'info', text: 'hi' } },
    issues: [],
  });
});

it('says what does not fit, and lets it be sent', () => {
  const read = readPayload('{ "level": "loud" }', schema);
  expect(read.payload).toEqual({ value: { level: 'loud' } });
  expect(read.issues.map(({ path }) => path)).toEqual([['level'], ['text']]);
});

it('has nothing to send of what is no JSON', () => {
  const read = readPayload('{ "level": ', schema);
  expect(read).not.toHaveProperty('payload');
  expect(read.issues).toMatchObject([{ message: expect.stringContaining('Not JSON') }]);
});

it('makes binary of its JSON form', () => {
  const text = JSON.stringify({ bytes: { $bytes: 'AQI=' } });
  expect(readPayload(text, serverEventMap['message:sent'].payload).payload).toEqual({
    value: { bytes: Uint8Array.of(1, 2) },
  });
});

it('sends no payload for an event that has none', () => {
  expect(readPayload('whatever', undefined)).toEqual({ payload: { value: undefined }, issues: [] });
});
