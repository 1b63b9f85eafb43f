import '../../app/mantine-styles.ts';
import '../../app/tokens.css';
import { MantineProvider } from '@mantine/core';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { Notices } from '../../components/notices.tsx';
import { OWN_CLIENTS } from '../../own/contracts.ts';
import { SessionContext, startSession, useClients } from '../../session/console-session.ts';
import { ClientChips } from './client-chips.tsx';
import { useTypedSettings } from './settings-draft.ts';
import { SettingsForm } from './settings-form.tsx';

beforeEach(() => {
  sessionStorage.clear();
  useTypedSettings.setState({ drafts: {} });
});

function FirstForm() {
  const [entry] = useClients();
  return entry && <SettingsForm entry={entry} />;
}

/** The form of Alice, over clients that reach no server: nothing listens at port 9. */
async function open() {
  const session = startSession('http://localhost:9', OWN_CLIENTS);
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <SessionContext value={session}>
        <FirstForm />
      </SessionContext>
    </MantineProvider>,
  );
  const alice = () => session.clients.getSnapshot()[0];
  return { screen, session, alice };
}

it('applies nothing before it is told to, and then everything at once', async () => {
  const { screen, alice } = await open();
  const before = alice()?.link;
  const apply = screen.getByRole('button', { name: 'Reconnect to apply' });
  await expect.element(apply).toBeDisabled();
  await screen.getByRole('textbox', { name: 'Namespace' }).fill('/admin');
  await screen.getByRole('checkbox', { name: 'Polling' }).click();
  await screen.getByRole('textbox', { name: 'Query' }).fill('shard=7');
  await screen.getByRole('textbox', { name: 'Auth' }).fill('{"device":"phone"}');
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Not applied yet: namespace, transports, query, auth.');
  expect(alice()?.link).toBe(before);
  await apply.click();
  expect(alice()?.settings).toMatchObject({
    namespace: '/admin',
    transports: ['websocket'],
    path: '/socket.io/',
    query: { shard: '7' },
    auth: { device: 'phone' },
  });
  expect(alice()?.link.url).toBe('http://localhost:9/admin');
  expect(before?.tools.state.status).toBe('disconnected');
  await expect.element(screen.getByRole('status')).toHaveTextContent('Everything is applied.');
});

it('says at each field what does not fit, keeps what was typed, and leads to the first such field', async () => {
  const { screen, alice } = await open();
  const before = alice()?.link;
  const path = screen.getByRole('textbox', { name: 'Path' });
  await path.fill('socket.io');
  await screen.getByRole('textbox', { name: 'Query' }).fill('shard');
  await screen.getByRole('textbox', { name: 'Auth' }).fill('[1]');
  await screen.getByRole('checkbox', { name: 'Polling' }).click();
  await screen.getByRole('checkbox', { name: 'WebSocket' }).click();
  for (const problem of [
    'Start it with a slash',
    'Line 1 is not key=value',
    'Write a JSON object',
    'Pick at least one',
  ]) {
    await expect.element(screen.getByText(problem)).toBeVisible();
  }
  await expect.element(path).toHaveAccessibleDescription(/Start it with a slash/);
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  await expect.element(path).toHaveFocus();
  expect(alice()?.link).toBe(before);
  await expect.element(path).toHaveValue('socket.io');
  await screen.getByRole('button', { name: 'Discard changes' }).click();
  await expect.element(path).toHaveValue('/socket.io/');
  await expect.element(screen.getByRole('checkbox', { name: 'Polling' })).toBeChecked();
});

it('hides the token until it is asked for, and takes a pasted one', async () => {
  const { screen, alice } = await open();
  const token = screen.getByLabelText('Token', { exact: true });
  await expect.element(token).toHaveAttribute('type', 'password');
  await token.fill(' pasted-token ');
  await screen.getByRole('button', { name: 'Show the token' }).click();
  await expect.element(token).toHaveAttribute('type', 'text');
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  expect(alice()?.identity).toEqual({ token: 'pasted-token' });
  await token.fill('');
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  expect(alice()?.identity).toBeUndefined();
});

it('gives another server no token but the one that is typed for it', async () => {
  const { screen, alice } = await open();
  const token = screen.getByLabelText('Token', { exact: true });
  const url = screen.getByRole('textbox', { name: 'Server URL' });
  const apply = screen.getByRole('button', { name: 'Reconnect to apply' });
  await token.fill('secret');
  await apply.click();
  await url.fill('http://127.0.0.1:9');
  await expect.element(token).toHaveValue('');
  await expect.element(screen.getByRole('status')).toHaveTextContent('Not applied yet: server url, token.');
  await apply.click();
  expect(alice()?.identity).toBeUndefined();
  await url.fill('http://127.0.0.1:10');
  await token.fill('typed');
  await apply.click();
  expect(alice()?.identity).toEqual({ token: 'typed' });
});

it('gives another server no auth, query and headers but those that are typed for it', async () => {
  const { screen, alice } = await open();
  const field = (name: string) => screen.getByRole('textbox', { name });
  const apply = screen.getByRole('button', { name: 'Reconnect to apply' });
  await screen.getByRole('combobox', { name: 'Contract' }).selectOptions('raw');
  await field('Auth').fill('{"password":"secret"}');
  await field('Query').fill('apikey=secret');
  await field('Headers').fill('x-key: secret');
  await apply.click();
  await field('Server URL').fill('http://127.0.0.1:9');
  for (const name of ['Auth', 'Query', 'Headers']) await expect.element(field(name)).toHaveValue('');
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Not applied yet: server url, query, headers, auth.');
  await field('Query').fill('shard=7');
  await apply.click();
  expect(alice()?.settings).toMatchObject({ query: { shard: '7' }, headers: {}, auth: {} });
  // The same server in other words.
  await field('Server URL').fill('http://127.0.0.1:9/');
  await expect.element(field('Query')).toHaveValue('shard=7');
  await field('Path').fill('/another/');
  await expect.element(field('Query')).toHaveValue('');
});

it('gives another server nothing that was typed for the one before, says so, and puts it back', async () => {
  const { screen, alice } = await open();
  const field = (name: string) => screen.getByRole('textbox', { name });
  const notice = screen.getByRole('alert');
  await screen.getByRole('combobox', { name: 'Contract' }).selectOptions('raw');
  await field('Auth').fill('{"password":"kept"}');
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  await field('Auth').fill('{"password":"kept","part":"typed"}');
  await field('Headers').fill('x-key: typed');
  await field('Server URL').fill('http://127.0.0.1:9');
  for (const name of ['Auth', 'Headers']) await expect.element(field(name)).toHaveValue('');
  await expect.element(notice).toHaveTextContent('Emptied, because it is for another server');
  await expect.element(notice).toHaveTextContent(': headers, auth.');
  // Where the form leads to the first server again, so is what was typed for it.
  await field('Server URL').fill('');
  await expect.element(field('Auth')).toHaveValue('{"password":"kept","part":"typed"}');
  await expect.element(notice).not.toBeInTheDocument();
  await field('Path').fill('/another/');
  await expect.element(field('Headers')).toHaveValue('');
  await notice.getByRole('button', { name: 'Put them back' }).click();
  await expect.element(field('Headers')).toHaveValue('x-key: typed');
  await expect.element(notice).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  expect(alice()?.settings).toMatchObject({
    path: '/another/',
    auth: { password: 'kept', part: 'typed' },
    headers: { 'x-key': 'typed' },
  });
});

it('puts back what was typed last, whichever server that was for', async () => {
  const { screen } = await open();
  const url = screen.getByRole('textbox', { name: 'Server URL' });
  const query = screen.getByRole('textbox', { name: 'Query' });
  const type = async (server: string, text: string): Promise<void> => {
    await url.fill(server);
    await query.fill(text);
  };
  const putBackAt = async (server: string): Promise<void> => {
    await url.fill(server);
    await screen.getByRole('button', { name: 'Put them back' }).click();
  };
  await type('', 'key=applied');
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  await type('http://127.0.0.1:9', 'key=of the second');
  await type('', 'key=of the first again');
  await putBackAt('http://127.0.0.1:10');
  await expect.element(query).toHaveValue('key=of the first again');
  await type('http://127.0.0.1:9', 'key=of the second again');
  await putBackAt('http://127.0.0.1:11');
  await expect.element(query).toHaveValue('key=of the second again');
});

it('keeps what is typed for a client while another is looked at, and over a reload', async () => {
  const { screen } = await open();
  await screen.getByRole('textbox', { name: 'Namespace' }).fill('/half');
  await screen.unmount();
  await useTypedSettings.persist.rehydrate();
  const again = await open();
  await expect.element(again.screen.getByRole('textbox', { name: 'Namespace' })).toHaveValue('/half');
});

it('forgets what was typed for a client that is removed, until that is undone', async () => {
  const session = startSession('http://localhost:9', OWN_CLIENTS);
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <Notices />
      <SessionContext value={session}>
        <ClientChips selectedId="client-1" onSelect={() => {}} />
      </SessionContext>
    </MantineProvider>,
  );
  const drafts = () => useTypedSettings.getState().drafts;
  useTypedSettings.getState().change('client-1', { token: 'typed' });
  await screen.getByRole('button', { name: 'Options of Bob' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await expect.element(screen.getByText('Removed the client Bob.')).toBeVisible();
  expect(drafts()).toEqual({});
  await screen.getByRole('button', { name: 'Undo' }).click();
  expect(drafts()).toEqual({ 'client-1': { token: 'typed' } });
});

it('does not throw out of a key while storage is full', async () => {
  const { screen } = await open();
  const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  onTestFinished(() => set.mockRestore());
  expect(() => useTypedSettings.getState().change('client-0', { path: '/typed/' })).not.toThrow();
  await expect.element(screen.getByRole('textbox', { name: 'Path' })).toHaveValue('/typed/');
});

it('names the server, headers and pauses of a client', async () => {
  const { screen, alice } = await open();
  await screen.getByRole('textbox', { name: 'Server URL' }).fill('http://127.0.0.1:9/');
  await screen.getByRole('textbox', { name: 'Headers' }).fill('x-team: blue');
  await screen.getByRole('textbox', { name: 'First pause (ms)' }).fill('10');
  await screen.getByRole('button', { name: 'Reconnect to apply' }).click();
  expect(alice()?.settings).toMatchObject({
    url: 'http://127.0.0.1:9',
    headers: { 'x-team': 'blue' },
    reconnect: { delay: 10, delayMax: 5_000 },
  });
  expect(alice()?.link.url).toBe('http://127.0.0.1:9');
});

it.each([
  'not json',
  '[]',
  '{"state":{"drafts":{"client-0":{"namespace":7,"transports":"x","path":"/kept/"}}}}',
])('reads garbage in storage as nothing typed: %s', async (stored) => {
  sessionStorage.setItem('switchboard.typed-settings', stored);
  await useTypedSettings.persist.rehydrate();
  const { screen } = await open();
  await expect.element(screen.getByRole('textbox', { name: 'Namespace' })).toHaveValue('/');
});
