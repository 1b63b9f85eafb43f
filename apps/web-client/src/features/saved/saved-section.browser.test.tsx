import { MantineProvider } from '@mantine/core';
import { beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { DestinationContext } from '../../clients/destination.ts';
import { Notices } from '../../components/notices.tsx';
import {
  draftKey,
  loadDrafts,
  nameKey,
  readDraft,
  replaceDrafts,
  startCustomDraft,
  writeDraft,
} from '../../drafts/drafts.ts';
import { HERE, RAW_HERE } from '../../links/destination.fixture.ts';
import { saveNew, updateSource } from './actions.ts';
import { type Draft, draftOf, loadSaved } from './draft-of.ts';
import { EMPTY_LIBRARY, putMessages, type SavedMessage } from './library.ts';
import { message } from './saved.fixture.ts';
import { SavedSection } from './saved-section.tsx';
import { savedStore } from './saved-store.ts';

beforeEach(async () => {
  localStorage.clear();
  await savedStore.edit(() => EMPTY_LIBRARY);
});

async function show(messages: readonly SavedMessage[], loaded: string[] = []) {
  await savedStore.edit(putMessages(messages));
  return render(
    <MantineProvider deduplicateCssVariables={false}>
      <SavedSection onLoaded={(event) => loaded.push(event)} />
      <Notices />
    </MantineProvider>,
  );
}

const time = message('clock', { event: 'system:time', text: '' });
const join = message('my room', { event: 'room:join', text: '{ "room": "mine" }', folder: 'Rooms' });

it('lists messages in their folders, which close and open', async () => {
  const screen = await show([time, join]);
  await expect.element(screen.getByRole('button', { name: 'clock', exact: true })).toBeVisible();
  const row = screen.getByRole('button', { name: 'my room', exact: true });
  await expect.element(row).toBeVisible();
  const folder = screen.getByRole('button', { name: 'Rooms 1' });
  await folder.click();
  await expect.element(row).not.toBeInTheDocument();
  await folder.click();
  await expect.element(row).toBeVisible();
});

it('loads a message in the place of the draft, which can be brought back', async () => {
  writeDraft(draftKey(HERE, 'room:join'), '{ "room": "typed" }');
  const loaded: string[] = [];
  const screen = await show([join], loaded);
  await screen.getByRole('button', { name: 'my room', exact: true }).click();
  expect(loaded).toEqual(['room:join']);
  expect(readDraft(draftKey(HERE, 'room:join'))).toBe('{ "room": "mine" }');
  await screen.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  expect(readDraft(draftKey(HERE, 'room:join'))).toBe('{ "room": "typed" }');
});

it('flags a message of an event that the contract does not have', async () => {
  const screen = await show([message('old', { event: 'no:more' })]);
  await expect
    .element(screen.getByRole('button', { name: 'old', exact: true }))
    .toHaveAccessibleDescription('no:more: the contract does not have this event');
});

it('loads any message for a server without a contract, with its arguments', async () => {
  const text = '{"args":[{"kind":"number","text":"1"},{"kind":"number","text":"2"}],"ack":true}';
  await savedStore.edit(putMessages([message('three', { event: 'sum', text })]));
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <DestinationContext value={RAW_HERE}>
        <SavedSection onLoaded={() => undefined} />
      </DestinationContext>
    </MantineProvider>,
  );
  const row = screen.getByRole('button', { name: 'three', exact: true });
  await expect.element(row).toHaveAccessibleDescription('sum');
  await row.click();
  expect(draftOf({ kind: 'custom' }, RAW_HERE)).toMatchObject({ event: 'sum', text });
});

it('updates the message that a draft came from, again after that was taken back', async () => {
  const screen = await show([join]);
  await screen.getByRole('button', { name: 'my room', exact: true }).click();
  const draft = draftOf({ kind: 'event', direction: 'send', event: 'room:join' }, HERE);
  if (!draft) throw new Error('the event has a draft');
  expect(updateSource({ ...draft, text: '{ "room": "other" }' })).toBe(true);
  const notice = screen
    .getByRole('alert')
    .or(screen.getByRole('group'))
    .filter({ hasText: 'Updated "my room".' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  expect(updateSource({ ...draft, text: '{ "room": "third" }' })).toBe(true);
  await expect
    .poll(() => [...savedStore.state.getState().library.messages.values()].map(({ text }) => text))
    .toEqual(['{ "room": "third" }']);
});

it('keeps what is shown of a draft that nobody wrote when it is saved', () => {
  replaceDrafts({ [nameKey(RAW_HERE)]: 'login', [draftKey(RAW_HERE)]: undefined });
  const draft = draftOf({ kind: 'custom' }, RAW_HERE) as Draft;
  saveNew(draft, 'one', '');
  expect(draftOf({ kind: 'custom' }, RAW_HERE)).toEqual({ ...draft, text: '{}' });
});

it('updates a message from the editor into which it was loaded, where two hold a draft of its event', async () => {
  const login = message('keep', { event: 'login', text: '{"v":1}' });
  await savedStore.edit(putMessages([login]));
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <DestinationContext value={RAW_HERE}>
        <SavedSection onLoaded={() => undefined} />
        <Notices />
      </DestinationContext>
    </MantineProvider>,
  );
  writeDraft(draftKey(RAW_HERE, 'login'), '{"of":"the list"}');
  await screen.getByRole('button', { name: 'keep', exact: true }).click();
  writeDraft(draftKey(RAW_HERE), '{"v":2}');
  await screen.getByRole('button', { name: 'Options of keep' }).click();
  await screen.getByRole('menuitem', { name: 'Update from the editor' }).click();
  await expect.poll(() => savedStore.state.getState().library.messages.get(login.id)?.text).toBe('{"v":2}');
});

it('updates a message from what the editor holds when its menu is used, where it holds something', async () => {
  const send = message('my text', { event: 'message:send', text: '{}' });
  const screen = await show([send]);
  const [options, updateIt] = [
    screen.getByRole('button', { name: 'Options of my text' }),
    screen.getByRole('menuitem', { name: 'Update from the editor' }),
  ];
  await options.click();
  await expect.element(updateIt).toBeDisabled();
  await userEvent.keyboard('{Escape}');
  writeDraft(draftKey(HERE, 'message:send'), '{ "text": "typed" }');
  await options.click();
  await expect.element(updateIt).toBeEnabled();
  writeDraft(draftKey(HERE, 'message:send'), '{ "text": "typed since" }');
  await updateIt.click();
  await expect
    .poll(() => savedStore.state.getState().library.messages.get(send.id)?.text)
    .toBe('{ "text": "typed since" }');
});

it('ends the bond of a draft to its message where another draft takes its place', async () => {
  const saved = message('good login', { event: 'login', text: '{"user":"bob"}' });
  await savedStore.edit(putMessages([saved]));
  const load = (): void => loadSaved(saved, RAW_HERE);
  const write = (): boolean => {
    writeDraft(nameKey(RAW_HERE), 'login');
    writeDraft(draftKey(RAW_HERE), '{"other":1}');
    const draft = draftOf({ kind: 'custom' }, RAW_HERE);
    return draft !== undefined && updateSource(draft);
  };
  load();
  startCustomDraft(RAW_HERE);
  expect(write()).toBe(false);
  load();
  loadDrafts({ [nameKey(RAW_HERE)]: 'login', [draftKey(RAW_HERE)]: '{"sent":1}' }, 'what was sent');
  expect(write()).toBe(false);
  load();
  expect(write()).toBe(true);
});

it('keeps whether it is open', async () => {
  const first = await show([time]);
  await first.getByRole('button', { name: /^Saved/ }).click();
  await expect.element(first.getByRole('button', { name: 'clock', exact: true })).not.toBeInTheDocument();
  await first.unmount();
  const second = await show([time]);
  await expect
    .element(second.getByRole('button', { name: /^Saved/ }))
    .toHaveAttribute('aria-expanded', 'false');
});

it('says that nothing is saved, and that nothing matches', async () => {
  const screen = await show([]);
  await expect.element(screen.getByText(/Nothing yet/)).toBeVisible();
  await savedStore.edit(putMessages([time]));
  await screen.getByRole('textbox', { name: 'Search saved messages' }).fill('xyz');
  await expect.element(screen.getByText('No saved message matches the search.')).toBeVisible();
});
