import './mantine-styles.ts';
import './tokens.css';
import { MantineProvider } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { createRef } from 'react';
import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Notices } from '../components/notices.tsx';
import { readArgsDraft } from '../drafts/args-draft.ts';
import { draftKey, readDraft, writeDraft } from '../drafts/drafts.ts';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { RAW_HERE } from '../links/destination.fixture.ts';
import { useOpenedRecording } from '../recordings/opened-recording.ts';
import { openRecording } from '../recordings/read-recording.ts';
import { recordingOf } from '../recordings/recording.fixture.ts';
import { SessionContext, startSession, useClients } from '../session/console-session.ts';
import { TimelinePanel } from './timeline-panel.tsx';

function FirstTimeline() {
  const [entry] = useClients();
  const filterRef = createRef<HTMLInputElement>();
  return (
    entry && <TimelinePanel entry={entry} timelineRef={createRef()} filterRef={filterRef} narrow={false} />
  );
}

const SETTINGS = { ...DEFAULT_SETTINGS, contract: 'raw' };
const HERE = { contract: 'raw', url: 'http://localhost:9', path: SETTINGS.path };

/** The timeline of a session whose one client never connects: nothing listens at port 9. */
async function show() {
  sessionStorage.clear();
  const { log, ...session } = startSession('http://localhost:9', [
    { name: 'Alice', hue: 0, settings: SETTINGS },
  ]);
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false} env="test">
      <SessionContext value={{ ...session, log }}>
        <div style={{ display: 'flex', width: 900, height: 600 }}>
          <FirstTimeline />
        </div>
        <Notices />
      </SessionContext>
    </MantineProvider>,
  );
  const [alice] = session.clients.getSnapshot();
  const clientId = alice?.id ?? '';
  /** Opens a row, and gives it a key. */
  const press = async (key: string, event: string): Promise<void> => {
    await screen
      .getByRole('button', { name: new RegExp(event) })
      .first()
      .click();
    await userEvent.keyboard(key);
  };
  const button = (name: string) => screen.getByRole('button', { name, exact: true });
  const row = (event: string) => screen.getByRole('button', { name: new RegExp(event) }).first();
  const notices = screen.getByRole('region', { name: 'Notices' });
  const undoClear = (): Promise<void> =>
    notices.getByRole('group').filter({ hasText: 'Cleared' }).getByRole('button', { name: 'Undo' }).click();
  return { log, clientId, press, button, row, undoClear, notices };
}

it('says why something could not be sent again', async () => {
  const { log, clientId, press, notices } = await show();
  log.add(clientId, { kind: 'send', at: Date.now(), event: 'disconnecting', args: [] }, HERE);
  await press('r', 'disconnecting');
  await expect.element(notices.getByRole('alert')).toHaveTextContent(/^disconnecting was not sent: \S/);
});

it('asks before it sends to a server what was sent to another', async () => {
  const { log, clientId, press, notices } = await show();
  const login = { kind: 'send', at: Date.now(), event: 'login', args: ['hunter2'] } as const;
  log.add(clientId, login, { ...HERE, url: 'http://elsewhere/' });
  await press('r', 'login');
  await expect.element(notices).toHaveTextContent('login was sent to http://elsewhere/');
  await expect.element(notices).not.toHaveTextContent('login was not sent');
  await notices.getByRole('button', { name: 'Send anyway' }).click();
  await expect.element(notices).toHaveTextContent('login was not sent');
});

it('sends again at another namespace of its server, where the drafts are the same too', async () => {
  const { log, clientId, press, notices } = await show();
  const ping = { kind: 'send', at: Date.now(), event: 'ping', args: [] } as const;
  log.add(clientId, ping, { ...HERE, url: 'http://localhost:9/other' });
  await press('r', 'ping');
  await expect.element(notices.getByText(/^ping was not sent: /)).toBeVisible();
});

it('sends nothing whose secrets were left out, and has variables for them in the editor', async () => {
  const { log, clientId, press, notices } = await show();
  const args = [REDACTED, { a: [REDACTED, `password=${REDACTED}`] }];
  log.add(clientId, { kind: 'send', at: Date.now(), event: 'kept', args }, HERE);
  await press('r', 'kept');
  await expect.element(notices).toHaveTextContent('kept has secrets that were left out');
  await userEvent.keyboard('e');
  await expect
    .poll(() => JSON.parse(readDraft(draftKey(RAW_HERE, 'kept')) ?? '{}'))
    .toMatchObject({
      args: [
        { kind: 'text', text: '{{secret}}' },
        { kind: 'json', text: expect.stringMatching(/"{{secret}}",\s+"password={{secret}}"/) },
      ],
    });
});

it('loads a call without arguments in the place of another draft', async () => {
  const { log, clientId, press } = await show();
  writeDraft(draftKey(RAW_HERE, 'ping'), '"of another call"');
  log.add(clientId, { kind: 'call', at: Date.now(), event: 'ping', args: [] }, HERE);
  await press('e', 'ping');
  await expect.poll(() => readDraft(draftKey(RAW_HERE, 'ping'))).toBe('');
});

it('sends no row of a recording, and has variables for its secrets in the editor', async () => {
  const { press, notices } = await show();
  const args = [
    { password: { $secret: 2 }, pin: { $secret: -2 }, data: { $$secret: 5 }, said: '{{name}}' },
    { $secret: -3 },
    { $secret: 3 },
    { $$secret: 4 },
  ];
  const sent = { kind: 'send', id: 0, at: 0, clientId: 'a', event: 'wipe', args, place: HERE } as const;
  useOpenedRecording.getState().open(openRecording(recordingOf([], { entries: [sent] })));
  onTestFinished(() => useOpenedRecording.getState().close());
  await press('r', 'wipe');
  await expect.element(notices).toHaveTextContent('wipe is a row of a recording');
  await userEvent.keyboard('e');
  await expect
    .poll(() => readArgsDraft(readDraft(draftKey(RAW_HERE, 'wipe')) ?? '').args)
    .toEqual([
      { kind: 'json', text: expect.any(String) },
      { kind: 'number', text: '{{secret3}}' },
      { kind: 'text', text: '{{secret3}}' },
      { kind: 'json', text: expect.stringMatching(/^{\s+"\$secret": 4\s+}$/) },
    ]);
  const [first] = readArgsDraft(readDraft(draftKey(RAW_HERE, 'wipe')) ?? '').args;
  expect(JSON.parse(first?.text ?? '')).toEqual({
    password: '{{secret2}}',
    pin: '{{secret2}}',
    data: { $secret: 5 },
    said: '\\{{name}}',
  });
});

it('shows what was sent with an integer beyond 2^53, and has all its digits in the editor', async () => {
  const { log, clientId, press, button } = await show();
  const args = [{ id: 9_007_199_254_740_993n }, 9_007_199_254_740_995n];
  log.add(clientId, { kind: 'send', at: Date.now(), event: 'sum', args }, HERE);
  await press('e', 'sum');
  await expect
    .poll(() => JSON.parse(readDraft(draftKey(RAW_HERE, 'sum')) ?? '{}'))
    .toMatchObject({
      args: [
        { kind: 'json', text: expect.stringMatching(/"id": 9007199254740993\s/) },
        { kind: 'number', text: '9007199254740995' },
      ],
    });
  await expect.element(button('Save')).toBeVisible();
});

it('clears no row that is out of sight because a recording is shown', async () => {
  const { log, clientId, button, notices } = await show();
  log.add(clientId, { kind: 'send', at: Date.now(), event: 'live', args: [] }, HERE);
  const theirs = { name: 'theirs.json', entries: [], clients: new Map() };
  useOpenedRecording.getState().open(theirs);
  onTestFinished(() => useOpenedRecording.getState().close());
  await button('Clear the timeline').click();
  await expect.element(notices).toHaveTextContent('The rows of a recording are not cleared.');
  expect(log.entries()).toContainEqual(expect.objectContaining({ event: 'live' }));
});

it('stays paused when it is cleared, and when that is undone', async () => {
  const { log, clientId, button, row, undoClear } = await show();
  const add = (event: string) => log.add(clientId, { kind: 'send', at: Date.now(), event, args: [] }, HERE);
  add('before');
  await expect.element(row('before')).toBeVisible();
  await button('Pause the timeline').click();
  add('meanwhile');
  await button('Clear the timeline').click();
  await expect.element(row('before')).not.toBeInTheDocument();
  await expect.element(button('Resume the timeline')).toBeVisible();
  add('later');
  await undoClear();
  await expect.element(row('meanwhile')).toBeVisible();
  await expect.element(button('Resume the timeline')).toBeVisible();
  add('last');
  await button('Resume the timeline').click();
  await expect.element(row('last')).toBeVisible();
});

it('shows what comes back when it is paused between Clear and Undo', async () => {
  const { log, clientId, button, row, undoClear } = await show();
  log.add(clientId, { kind: 'send', at: Date.now(), event: 'before', args: [] }, HERE);
  await expect.element(row('before')).toBeVisible();
  await button('Clear the timeline').click();
  await button('Pause the timeline').click();
  await undoClear();
  await expect.element(row('before')).toBeVisible();
});
