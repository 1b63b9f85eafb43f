import { expect, it } from 'vitest';
import { checkArgs, readArgsDraft } from '../../drafts/args-draft.ts';
import { copyAsJson } from '../../drafts/copy-as.ts';
import { draftKey, formatDraft, readDraft } from '../../drafts/drafts.ts';
import { useNotices } from '../../lib/notice.ts';
import { HERE, RAW_HERE } from '../../links/destination.fixture.ts';
import { parsePasted, paste as pasteText } from './paste.ts';

const paste = (text: string, current?: string) => parsePasted(text, { to: HERE, current });

it('a message names its event', () => {
  expect(paste('{ "event": "room:list" }', 'system:echo')).toEqual({
    ok: true,
    event: 'room:list',
    draft: '',
  });
  expect(paste('{ "event": "room:join", "payload": { "room": "a" } }')).toEqual({
    ok: true,
    event: 'room:join',
    draft: formatDraft({ room: 'a' }),
  });
  expect(paste('{ "event": "gone", "payload": {} }')).toMatchObject({
    ok: false,
    reason: expect.stringContaining('no event "gone"'),
  });
});

it.each([{ room: 'a' }, [1], 'text', 5, { event: 'party' }, { event: 'a', payload: 1, more: 2 }])(
  'a bare payload is for the picked event: %j',
  (payload) => {
    const draft = formatDraft(payload);
    expect(paste(JSON.stringify(payload), 'room:join')).toEqual({ ok: true, event: 'room:join', draft });
    expect(paste('{"room":"a"}')).toEqual({ ok: false, reason: expect.stringMatching(/Pick the event/) });
  },
);

it.each([
  ['{ "a": 1, }', /^Not JSON: .* Paste { "event"/],
  ['hello there', /^Not JSON: /],
  ['', /nothing to paste/],
  ['{ "room": 9007199254740993 }', /9007199254740993 cannot be sent exactly/],
])('%j is refused, with the reason', (text, reason) => {
  expect(paste(text, 'room:join')).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

it.each([
  ['{ "event": "sum", "args": [1, 2] }', 'sum', [1, 2]],
  ['{ "event": "sum", "payload": 1 }', 'sum', [1]],
  ['{ "event": "party" }', 'current', [{ event: 'party' }]],
  ['[1]', 'current', [[1]]],
  ['{ "event": "put", "args": [{ "$bytes": "AAH/" }] }', 'put', [Uint8Array.of(0, 1, 255)]],
  [
    '{ "event": "put", "args": [{ "file": { "$bytes": "AAH/" } }] }',
    'put',
    [{ file: Uint8Array.of(0, 1, 255) }],
  ],
])('without a contract %s is for %s', (text, event, args) => {
  const pasted = parsePasted(text, { to: RAW_HERE, current: 'current' });
  expect(pasted).toEqual({ ok: true, event, draft: expect.any(String) });
  expect(checkArgs(readArgsDraft(pasted.ok ? pasted.draft : '')).args).toEqual(args);
});

it.each([true, false])(
  'a raw message that is copied and pasted asks for an acknowledgement as before: %s',
  (ack) => {
    const text = copyAsJson({ event: 'fire', payload: undefined, args: [1], ack });
    const pasted = parsePasted(text, { to: RAW_HERE, current: undefined });
    expect(readArgsDraft(pasted.ok ? pasted.draft : '')).toMatchObject({ args: [{ text: '1' }], ack });
  },
);

it('what names no event goes into the draft of a new event, which is shown, and back to what was shown', () => {
  const shown: (string | undefined)[] = [];
  const onEvent = (event: string | undefined) => {
    shown.push(event);
    return () => void shown.push('back');
  };
  pasteText('[1]', { to: RAW_HERE, current: undefined, onEvent });
  expect(shown).toEqual([undefined]);
  expect(readDraft(draftKey(RAW_HERE))).toContain('1');
  useNotices.getState().at(-1)?.undo?.();
  expect(shown).toEqual([undefined, 'back']);
});
