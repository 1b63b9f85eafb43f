import { clientEventMap } from '@switchboard/events';
import { describe, expect, it } from 'vitest';
import { formatDraft } from '../../drafts/drafts.ts';
import { checkDraft } from './composer.tsx';

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

it("reports the contract's own issues with their paths, and still has a payload to send anyway", () => {
  const { payload, problems } = checkDraft('{ "room": "No!", "text": "x" }', schema);
  expect(payload?.value).toEqual({ room: 'No!', text: 'x' });
  expect(problems).toEqual([
    { path: ['room'], message: 'must be 1-32 lower-case letters, digits or dashes', fatal: false },
  ]);
});

it.each([
  ['a text that is not JSON', '{ "room": ', /^Not JSON: /],
  ['binary that is not base64', '{ "$bytes": "?" }', /base64/],
])('has nothing to send for %s', (_name, text, message) => {
  const { payload, problems } = checkDraft(text, schema);
  expect(payload).toBeUndefined();
  expect(problems).toEqual([{ path: [], message: expect.stringMatching(message), fatal: true }]);
});

it('takes an empty text for no payload, which is a problem only where the event needs one', () => {
  const { payload: optional } = clientEventMap['room:list'];
  expect(checkDraft(' ', optional)).toMatchObject({ payload: { value: null }, problems: [] });
  expect(checkDraft(' ', schema)).toMatchObject({
    json: { value: undefined },
    payload: { value: null },
    problems: [{ path: [], message: 'This event needs a payload.', fatal: false }],
  });
});

it('reports each number that would be sent as another one, at its path, in place of what the schema would say', () => {
  const { problems, payload, isInexact } = checkDraft(
    '{ "room": "a", "before": 9007199254740993 }',
    clientEventMap['message:history'].payload,
  );
  expect(problems).toEqual([
    {
      path: ['before'],
      message: expect.stringContaining('9007199254740993 cannot be sent exactly'),
      fatal: false,
    },
  ]);
  expect(isInexact).toBe(true);
  expect(payload?.value).toEqual({ room: 'a', before: 9007199254740992 });
});

describe('variables', () => {
  const variables = { room: { value: 'general' }, limit: { value: 5 }, file: { value: { $bytes: 'AAH/' } } };
  const { payload: history } = clientEventMap['message:history'];

  it('are in their places before the schema looks', () => {
    const draft = '{ "room": "{{room}}", "limit": "{{limit}}" }';
    expect(checkDraft(draft, history, variables)).toEqual({
      json: { value: { room: '{{room}}', limit: '{{limit}}' } },
      payload: { value: { room: 'general', limit: 5 } },
      problems: [],
    });
  });

  it('may be binary', () => {
    const draft =
      '{ "room": "a", "text": "b", "attachment": { "name": "c", "type": "d", "bytes": "{{file}}" } }';
    expect(checkDraft(draft, schema, variables)).toMatchObject({
      payload: { value: { attachment: { bytes: Uint8Array.of(0, 1, 255) } } },
      problems: [],
    });
  });

  it('without a value are reported at their path, in place of what the schema would say, and can be sent anyway', () => {
    const { problems, payload } = checkDraft('{ "room": "{{gone}}", "limit": 0 }', history, variables);
    expect(problems).toMatchObject([
      { path: ['room'], variable: 'gone', fatal: false, message: expect.stringMatching(/under Variables/) },
      { path: ['limit'] },
    ]);
    expect(payload?.value).toEqual({ room: '{{gone}}', limit: 0 });
  });
});
