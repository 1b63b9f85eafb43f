// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { RAW } from '../contract/contracts.ts';
import { draftKey, nameKey, writeDraft } from '../lib/drafts.ts';
import { readShared } from './share-console.ts';

it('a link has no value that is named like a secret where no contract has the event, and says what it goes by', () => {
  writeDraft(nameKey(RAW), 'app:login');
  writeDraft(draftKey(RAW), '{"args":[{"kind":"json","text":"{\\"password\\":\\"hunter2\\"}"}],"ack":false}');
  const { state, leftOut, isGuessed } = readShared([], { kind: 'custom' });
  expect(JSON.stringify(state)).not.toContain('hunter2');
  expect(state.drafts[nameKey(RAW)]).toBe('app:login');
  expect([leftOut, isGuessed]).toEqual([['[0].password'], true]);
  writeDraft(nameKey(RAW), 'room:list');
  expect(readShared([], { kind: 'custom' }).isGuessed).toBe(false);
});
