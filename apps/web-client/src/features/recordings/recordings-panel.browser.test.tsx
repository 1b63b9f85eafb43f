import { MantineProvider } from '@mantine/core';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type RenderResult, render } from 'vitest-browser-react';
import { Notices } from '../../components/notices.tsx';
import { lazyDatabase } from '../../lib/db.ts';
import { DEFAULT_SETTINGS } from '../../links/connection-settings.ts';
import { OWN_CLIENTS } from '../../own/contracts.ts';
import { useOpenedRecording } from '../../recordings/opened-recording.ts';
import {
  called,
  heard,
  heardRaw,
  rawCalled,
  rawRecordingOf,
  recordingOf,
} from '../../recordings/recording.fixture.ts';
import { printRecording } from '../../recordings/recording.ts';
import { type ConsoleSession, SessionContext, startSession } from '../../session/console-session.ts';
import { RecordingsPanel } from './recordings-panel.tsx';
import { useRecordings } from './recordings-store.ts';

const TALK = printRecording(
  recordingOf(
    called('a1', 'system:echo', { value: 'hello there' }, { ok: true, data: { value: 'hello there' } }),
    {
      name: 'A talk',
    },
  ),
);

let session: ConsoleSession;

beforeEach(() => {
  // Nobody listens there: the panel works without a server until something is replayed.
  useRecordings.setState({ open: undefined });
  session = startSession('http://localhost:1', OWN_CLIENTS);
});

afterEach(() => {
  for (const { link } of session.clients.getSnapshot()) link.stop();
});

async function show(): Promise<RenderResult> {
  return render(
    <MantineProvider deduplicateCssVariables={false}>
      <SessionContext value={session}>
        <RecordingsPanel onShowTimeline={() => undefined} />
      </SessionContext>
      <Notices />
    </MantineProvider>,
  );
}

async function importFile({ container }: RenderResult, text: string): Promise<void> {
  const input = container.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no field for a file.');
  await userEvent.upload(input, new File([text], 'recording.json', { type: 'application/json' }));
}

it('teaches what a recording is for, keeps what was imported, and finds it again later', async () => {
  const screen = await show();
  await expect.element(screen.getByRole('heading', { name: 'No recordings yet' })).toBeVisible();
  await importFile(screen, TALK);
  await expect.element(screen.getByRole('button', { name: /^A talk/ })).toBeVisible();
  await screen.unmount();
  useRecordings.setState({ list: undefined, open: undefined });
  const later = await show();
  await later.getByRole('button', { name: /^A talk/ }).click();
  await later.getByRole('button', { name: 'Open in the timeline' }).click();
  expect(useOpenedRecording.getState().opened?.recording.entries).toMatchObject([{ event: 'system:echo' }]);
  await later.getByRole('button', { name: 'All recordings' }).click();
});

it('says in words that a recording has no contract, and which value a field stands for', async () => {
  const sent = called('a1', 'greet', { to: 'the room' }, { ok: true, data: {} });
  const screen = await show();
  await importFile(
    screen,
    printRecording(recordingOf(sent, { name: 'Raw talk', contract: { name: 'Raw', version: '' } })),
  );
  await screen.getByRole('button', { name: /^Raw talk/ }).click();
  await expect.element(screen.getByRole('article')).toHaveTextContent('no contract (raw)');
  await screen.getByText('Values to send: 0 of 1 changed').click();
  await expect.element(screen.getByRole('textbox', { name: 'Instead of the room' })).toBeVisible();
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it('refuses garbage and says why', async () => {
  const screen = await show();
  const said = screen.getByRole('region', { name: 'Notices' });
  await importFile(screen, 'not JSON at all');
  await expect.element(said).toHaveTextContent('The file is not JSON');
  await importFile(screen, TALK.replace('"version": 3', '"version": 1'));
  await expect.element(said).toHaveTextContent('version 1; this console reads versions 2 and 3');
});

it('says why a stored recording of another version cannot be opened, and deletes it with a way back', async () => {
  const database = await lazyDatabase('switchboard-recordings', { summaries: 'id', recordings: 'id' })();
  const facts = { id: 'v1', name: 'From before', startedAt: 1, duration: 1 };
  await database.summaries.put({ ...facts, clients: ['Alice'], calls: 1, events: 0 });
  const moments = [{ kind: 'call', event: 'system:echo' }];
  await database.recordings.put({ ...facts, format: 'switchboard-recording', version: 1, moments });
  const screen = await show();
  const row = screen.getByRole('button', { name: /^From before/ });
  await row.click();
  await expect
    .element(screen.getByRole('article'))
    .toHaveTextContent('version 1; this console reads versions 2 and 3');
  await expect.element(screen.getByRole('button', { name: 'Export as JSON' })).toBeVisible();
  await screen.getByRole('button', { name: 'Delete From before' }).click();
  await expect.element(screen.getByRole('article')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(row).toBeVisible();
  await expect.poll(() => database.recordings.get('v1')).toMatchObject({ version: 1, moments });
  database.close();
});

it('renames, deletes, and takes the deletion back', async () => {
  const screen = await show();
  await importFile(screen, TALK.replace('A talk', 'To rename'));
  await screen.getByRole('button', { name: 'Rename To rename' }).click();
  await screen.getByRole('textbox', { name: 'New name' }).fill('Renamed');
  await screen.getByRole('button', { name: 'Rename', exact: true }).click();
  const row = screen.getByRole('button', { name: /^Renamed/ });
  await expect.element(row).toBeVisible();
  await screen.getByRole('button', { name: 'Delete Renamed' }).click();
  await expect.element(row).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(row).toBeVisible();
});

it('keeps a recording that cannot be deleted in the list, and says why', async () => {
  const screen = await show();
  await importFile(screen, TALK.replace('A talk', 'To keep'));
  const row = screen.getByRole('button', { name: /^To keep/ });
  await expect.element(row).toBeVisible();
  const { delete: erase } = IDBObjectStore.prototype;
  onTestFinished(() => {
    IDBObjectStore.prototype.delete = erase;
  });
  IDBObjectStore.prototype.delete = () => {
    throw new DOMException('The disk failed.', 'UnknownError');
  };
  await screen.getByRole('button', { name: 'Delete To keep' }).click();
  await expect
    .element(screen.getByRole('region', { name: 'Notices' }))
    .toHaveTextContent('To keep is not deleted. ');
  await expect.element(row).toBeVisible();
});

it('records, says so, and saves under the name that was given', async () => {
  const screen = await show();
  await screen.getByRole('textbox', { name: 'Name of the recording' }).fill('Nothing much');
  await screen.getByRole('button', { name: 'Record', exact: true }).click();
  await expect.element(screen.getByRole('status', { name: 'Recorded so far' })).toHaveTextContent('no calls');
  await screen.getByRole('button', { name: 'Stop and save' }).click();
  await expect.element(screen.getByRole('button', { name: /^Nothing much/ })).toBeVisible();
});

it('stops a replay that waits for a server', async () => {
  const screen = await show();
  await importFile(screen, TALK.replace('A talk', 'To nowhere'));
  await screen.getByRole('button', { name: /^To nowhere/ }).click();
  await screen.getByRole('button', { name: 'Replay', exact: true }).click();
  // Its height is in the style sheet of the whole app.
  await expect
    .element(screen.getByRole('progressbar', { name: 'Progress of the replay' }))
    .toBeInTheDocument();
  await screen.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect
    .element(screen.getByRole('status', { name: 'Outcome of the replay' }))
    .toHaveTextContent('stopped');
});

it('names the servers and the secrets of a replay, and sends nothing before both are settled', async () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    contract: 'raw',
    url: 'http://localhost:2',
    auth: { key: { $secret: 1 } },
  };
  const clients = [{ id: 'a', name: 'Staff', hue: 0, identities: [], settings }];
  const sent = called('a1', 'login', { password: { $secret: 2 } }, { ok: true, data: {} });
  const screen = await show();
  await importFile(screen, printRecording(recordingOf(sent, { name: 'Stranger', clients })));
  await screen.getByRole('button', { name: /^Stranger/ }).click();
  const form = screen.getByRole('form', { name: 'Replay' });
  await expect.element(form).toHaveTextContent('New clients do the same again at http://localhost:2.');
  const play = form.getByRole('button', { name: 'Replay', exact: true });
  const stop = form.getByRole('button', { name: 'Stop', exact: true });
  await play.click();
  await expect.element(stop).not.toBeInTheDocument();
  await form.getByRole('checkbox', { name: /^Send it to http:\/\/localhost:2, secrets included/ }).click();
  await form.getByLabelText('Secret: auth.key of Staff').fill('key');
  await play.click();
  await expect.element(stop).not.toBeInTheDocument();
  await form.getByLabelText('Secret: password of login').fill('password');
  await play.click();
  await stop.click();
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it('says which client goes to which server', async () => {
  const at = (id: string, name: string, url: string) => ({
    ...{ id, name, hue: 0, identities: [] },
    settings: { ...DEFAULT_SETTINGS, contract: 'raw', url },
  });
  const clients = [at('a', 'Ann', 'http://localhost:2'), at('b', 'Ben', 'http://localhost:3')];
  const screen = await show();
  await importFile(
    screen,
    printRecording(recordingOf([heard('a', 'x', 1), heard('b', 'x', 1)], { name: 'Two', clients })),
  );
  await screen.getByRole('button', { name: /^Two/ }).click();
  await expect
    .element(screen.getByRole('form', { name: 'Replay' }))
    .toHaveTextContent(
      'New clients do the same again: Ann at http://localhost:2, Ben at http://localhost:3.',
    );
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it('takes another path of an origin for another server', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', path: '/other/' };
  const clients = [{ id: 'a', name: 'Staff', hue: 0, identities: [], settings }];
  const screen = await show();
  await importFile(
    screen,
    printRecording(recordingOf(called('a1', 'x', 1, { ok: true, data: {} }), { name: 'Path', clients })),
  );
  await screen.getByRole('button', { name: /^Path/ }).click();
  await expect
    .element(screen.getByRole('checkbox', { name: /^Send it to .* \(\/other\/\), secrets included/ }))
    .toBeVisible();
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it('neither replays nor exports what sends an integer that JavaScript cannot send', async () => {
  const answer = { by: 'server', args: [], outcome: 'answered' } as const;
  const entries = [rawCalled(0, 'sum', [{ id: { $integer: '9007199254740993' } }], answer)];
  const screen = await show();
  await importFile(screen, printRecording({ ...rawRecordingOf(entries), name: 'Large' }));
  await screen.getByRole('button', { name: /^Large/ }).click();
  await expect
    .element(screen.getByRole('list', { name: 'Good to know' }))
    .toHaveTextContent(/sum sends an integer that JavaScript cannot send exactly/);
  await expect.element(screen.getByRole('form', { name: 'Replay' })).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('button', { name: 'Export as Playwright test' }))
    .not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it('neither replays nor exports a client that changed the server while it was recorded', async () => {
  const place = { contract: 'raw', url: 'http://localhost:2', path: '/socket.io/' };
  const entries = [
    { ...heardRaw(0, 'news'), place },
    { ...heardRaw(1, 'news'), place: { ...place, url: 'http://localhost:3' } },
  ];
  const screen = await show();
  await importFile(screen, printRecording({ ...rawRecordingOf(entries), name: 'Moved' }));
  await screen.getByRole('button', { name: /^Moved/ }).click();
  await expect
    .element(screen.getByRole('list', { name: 'Good to know' }))
    .toHaveTextContent(
      /Alice changed the server or contract while it was recorded.* add a client for each server/,
    );
  await expect.element(screen.getByRole('form', { name: 'Replay' })).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('button', { name: 'Export as Playwright test' }))
    .not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'All recordings' }).click();
});

it.each([
  [1, '1 entry is missing: JSON has no form for them.'],
  [2, '2 entries are missing: JSON has no form for them.'],
])('says that %d of what was recorded could not be kept', async (leftOut, text) => {
  const screen = await show();
  await importFile(screen, printRecording({ ...rawRecordingOf([]), name: `Without ${leftOut}`, leftOut }));
  await screen.getByRole('button', { name: new RegExp(`^Without ${leftOut}`) }).click();
  await expect.element(screen.getByRole('list', { name: 'Good to know' })).toHaveTextContent(text);
  await screen.getByRole('button', { name: 'All recordings' }).click();
});
