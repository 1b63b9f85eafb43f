import { clientEventMap } from '@switchboard/events';
import { expect, it } from 'vitest';
import { formatDraft } from '../../lib/format-draft.ts';
import { checkDraft } from './check-draft.ts';

const { payload: schema } = clientEventMap['message:send'];

it('finds nothing wrong with the examples of the contract', () => {
  for (const { payload } of clientEventMap['message:send'].examples) {
    expect(checkDraft(formatDraft(payload), schema)).toMatchObject({
      payload: { value: payload },
      problems: [],
    });
  }
});

it('brings binary there and back', () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const payload = { room: 'general', text: 'x', attachment: { name: 'a', type: 'b', bytes } };
  expect(checkDraft(formatDraft(payload), schema)).toMatchObject({
    json: { value: { ...payload, attachment: { name: 'a', type: 'b', bytes: { $bytes: 'AAH+/w==' } } } },
    payload: { value: payload },
    problems: [],
  });
});

it("tells the contract's own issues with their paths, and still has a payload to send anyway", () => {
  const { payload, problems } = checkDraft('{ "room": "No!", "text": "x" }', schema);
  expect(payload?.value).toEqual({ room: 'No!', text: 'x' });
  expect(problems).toEqual([
    { path: ['room'], message: 'must be 1-32 lower-case letters, digits or dashes', fatal: false },
  ]);
});

it.each([
  ['a text that is not JSON', '{ "room": ', /^Not JSON: /],
  ['an empty text where there must be a payload', '', /^Not JSON: /],
  ['binary that is not base64', '{ "$bytes": "?" }', /base64/],
])('has nothing to send for %s', (_name, text, message) => {
  const { payload, problems } = checkDraft(text, schema);
  expect(payload).toBeUndefined();
  expect(problems).toEqual([{ path: [], message: expect.stringMatching(message), fatal: true }]);
});

it('takes an empty text for no payload, and any JSON for itself, where the contract says nothing', () => {
  expect(checkDraft(' ', undefined)).toEqual({ payload: { value: null }, problems: [] });
  expect(checkDraft('[1]', undefined)).toMatchObject({ payload: { value: [1] }, problems: [] });
});
