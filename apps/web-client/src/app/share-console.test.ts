// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { NamedClient } from '../clients/named-client.ts';
import { draftKey, draftName, nameKey, nameOfName, writeDraft } from '../drafts/drafts.ts';
import { HERE } from '../links/destination.fixture.ts';
import { readShared } from './share-console.ts';

it.each(['a', '1', '"'])('a link is made with a token as short as %s', (token) => {
  writeDraft(nameKey(HERE), 'room:list');
  writeDraft(draftKey(HERE), '{"n":1,"any":"text"}');
  const client = { name: 'Alice', identity: { token } } as NamedClient;
  const { state } = readShared([client], { kind: 'custom' });
  expect(JSON.parse(state.drafts[draftName(HERE)] ?? '')).toEqual({ n: 1, any: 'text' });
});

it('a link has no value that is named like a secret where no contract has the event, and says what it goes by', () => {
  writeDraft(nameKey(HERE), 'app:login');
  writeDraft(
    draftKey(HERE),
    '{"args":[{"kind":"json","text":"{\\"password\\":\\"hunter2\\"}"}],"ack":false}',
  );
  const { state, leftOut, isGuessed } = readShared([], { kind: 'custom' });
  expect(JSON.stringify(state)).not.toContain('hunter2');
  expect(state.drafts[nameOfName(HERE)]).toBe('app:login');
  expect([leftOut, isGuessed]).toEqual([['[0].password'], true]);
  writeDraft(nameKey(HERE), 'room:list');
  expect(readShared([], { kind: 'custom' }).isGuessed).toBe(false);
});
