import { MantineProvider } from '@mantine/core';
import { ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { answerOf } from '../../../traffic/entry.fixture.ts';
import { type CallEntry, entryList } from '../../../traffic/entry.ts';
import type { Row } from '../rows.ts';
import { useDetailView } from '../view-store.ts';
import { Detail, type DetailProps } from './detail.tsx';

const login: CallEntry = {
  kind: 'call',
  id: 0,
  at: 0,
  clientId: 'a',
  event: 'session:login',
  args: [{ name: 'Alice' }],
  frames: ['420["session:login",{"name":"Alice"}]'],
  answer: answerOf(ok({ user: { id: 'u1', name: 'Alice' }, token: 'tok-123' }), {
    frames: ['430[{"ok":true,"data":{"token":"tok-123"}}]', new Uint8Array([72, 105, 0, 255])],
  }),
};
const sent: Row = { kind: 'entry', key: '0', entry: login };
const answer: Row = { kind: 'answer', key: '0 answer', entry: login };

type View = Partial<DetailProps & ReturnType<typeof useDetailView.getState>>;

function view(row: Row, { tab = 'tree', pinned, ...props }: View = {}) {
  useDetailView.setState({ tab, pinned });
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <Detail
        row={row}
        source={entryList([login])}
        findClient={() => ({ name: 'Alice', hue: 0 })}
        onResend={() => undefined}
        onLoad={() => undefined}
        actions={() => null}
        {...props}
      />
    </MantineProvider>
  );
}

it('shows text packets as text and binary ones in hexadecimal, those with a secret only when asked', async () => {
  const screen = await render(view(sent, { tab: 'frames' }));
  await expect.element(screen.getByText('420["session:login",{"name":"Alice"}]')).toBeVisible();
  await screen.rerender(view(answer, { tab: 'frames' }));
  await expect
    .element(screen.getByText('The packets hold a secret. Show secrets to read them.'))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Show secrets' }).click();
  await expect.element(screen.getByText('430[{"ok":true,"data":{"token":"tok-123"}}]')).toBeVisible();
  await expect.element(screen.getByText(/^000000 {2}48 69 00 ff .*Hi\.\.$/)).toBeVisible();
});

it('says so where no packet was seen', async () => {
  const { frames: _, ...bare } = login;
  const screen = await render(view({ kind: 'entry', key: '0', entry: bare }, { tab: 'frames' }));
  await expect.element(screen.getByText('No packet of this row was seen.')).toBeVisible();
});

it('offers what the app can do with what was sent, and hands over the entry', async () => {
  const told: string[] = [];
  const screen = await render(
    view(sent, {
      onResend: (entry) => told.push(`resend ${entry.event}`),
      onLoad: (entry) => told.push(`load ${entry.event}`),
      actions: (row) => <button type="button">Save {row.entry.id}</button>,
    }),
  );
  await screen.getByRole('button', { name: 'Resend' }).click();
  await screen.getByRole('button', { name: 'Load into editor' }).click();
  expect(told).toEqual(['resend session:login', 'load session:login']);
  await expect.element(screen.getByRole('button', { name: 'Save 0' })).toBeVisible();
});

it('lists the fields of a reply that are not in this contract, and still says that it fits', async () => {
  const answered = login.answer as NonNullable<CallEntry['answer']>;
  const entry: CallEntry = {
    ...login,
    answer: {
      ...answered,
      dropped: [
        ['user', 'rank'],
        ['more', 0],
      ],
    },
  };
  const screen = await render(view({ kind: 'answer', key: '0 answer', entry }, { tab: 'check' }));
  const list = screen.getByRole('list', { name: 'Fields that are not in this contract' });
  await expect.element(list).toHaveTextContent('user.rankmore[0]');
  await expect.element(screen.getByText('fits the contract')).toBeVisible();
  await screen.rerender(view(answer, { tab: 'check' }));
  await expect.element(screen.getByText('fits the contract')).toBeVisible();
  expect(list.query()).toBeNull();
});

it('makes a variable of the picked place, for the server that gave it', async () => {
  const place = { contract: 'raw', url: 'http://elsewhere/chat', path: '/io/' };
  const screen = await render(view({ ...answer, entry: { ...login, place } }));
  await screen.getByRole('button', { name: 'Pick data.user.id' }).click();
  await screen.getByRole('button', { name: 'Use as variable…' }).click();
  await screen.getByRole('textbox', { name: 'Name' }).fill('drawerUser');
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  const kept = JSON.parse(sessionStorage.getItem('switchboard.server-variables') ?? '');
  expect(kept).toMatchObject({ 'http://elsewhere/io/': { drawerUser: { value: 'u1' } } });
});

it('makes no variable where it is not known which server gave the value', async () => {
  const screen = await render(view(answer));
  await screen.getByRole('button', { name: 'Pick data.user.id' }).click();
  await expect.element(screen.getByRole('button', { name: 'Copy value' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Use as variable…' })).not.toBeInTheDocument();
});

it('says that there is nothing to compare with, or compares with the pinned row', async () => {
  const screen = await render(view(sent, { tab: 'diff' }));
  await expect.element(screen.getByText(/^There is nothing to compare with/)).toBeVisible();
  const other: Row = { kind: 'entry', key: '9', entry: { ...login, id: 9, args: [{ name: 'Bob' }] } };
  await screen.rerender(view(sent, { tab: 'diff', pinned: other }));
  await expect.element(screen.getByText(/^Compared with the pinned row/)).toBeVisible();
});

it('says which number cannot be shown as it came, of a packet with a secret only when asked', async () => {
  const hint = /1 number of the packet .* 0\.12345678901234567891 is shown as 0\.12345678901234568\./;
  const frames = ['420["session:login",{"name":0.12345678901234567891}]'];
  const screen = await render(view({ kind: 'entry', key: '0', entry: { ...login, frames } }));
  await expect.element(screen.getByText(hint)).toBeVisible();
  const answered = login.answer as NonNullable<CallEntry['answer']>;
  const entry = { ...login, answer: { ...answered, frames: ['430[0.12345678901234567891]'] } };
  await screen.rerender(view({ kind: 'answer', key: '0 answer', entry }));
  await expect.element(screen.getByText(hint)).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Show secrets' }).click();
  await expect.element(screen.getByText(hint)).toBeVisible();
});

it('says which field came more than once, as only its last value is shown', async () => {
  const frames = ['420["session:login",{"name":"Bob","name":"Alice"}]'];
  const screen = await render(view({ kind: 'entry', key: '0', entry: { ...login, frames } }));
  await expect
    .element(screen.getByText(/^1 field of the packet came more than once: of "name" only the last value/))
    .toBeVisible();
});
