import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import { runExportedTest } from '../stack/run-exported-test.ts';
import { expect, test } from '../stack/test.ts';

/** Records two people who meet in a room, one message, and one call that fails. */
async function recordMeeting(console: ConsolePage, name: string, room: string): Promise<void> {
  const { page } = console;
  await console.openTab('Recordings');
  await page.getByRole('textbox', { name: 'Name of the recording' }).fill(name);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await console.openTab('Timeline');
  await console.logIn('Alice', `Alice of ${room}`);
  await console.logIn('Bob', `Bob of ${room}`);
  await console.join('Bob', room);
  await console.join('Alice', room);
  await console.pick('message:send');
  await console.field('room').fill(room);
  await console.field('text').fill('hello on tape');
  await console.expectSent();
  await expect(console.rows(/Bob received message:sent .*hello on tape/)).toBeVisible();
  await console.field('room').fill('elsewhere');
  await console.expectSent('ROOM_NOT_JOINED');
  // The sign in the top bar leads back to the recording.
  await page.getByRole('button', { name: /^Recording \d/ }).click();
  await expect(page.getByRole('status', { name: 'Recorded so far' })).toContainText('6 calls');
  await page.getByRole('button', { name: 'Stop and save' }).click();
  await expect(notices(page)).toContainText(`Saved as ${name}.`);
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('list', { name: 'Saved recordings' }).getByRole('button', { name }).first().click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

async function download(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download') as Promise<Download>,
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
}

async function importFile(page: Page, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('region', { name: 'Recordings', exact: true })
      .getByRole('button', { name: 'Import' })
      .click(),
  ]);
  await chooser.setFiles({ name: 'recording.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function replay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
}

test('a recorded session is exported as a Playwright test that passes, and fails where a reply was edited', async ({
  page,
  stack,
}, testInfo) => {
  const console = await ConsolePage.open(page, stack);
  await recordMeeting(console, 'A meeting', 'export');
  await open(page, 'A meeting');
  const passing = await download(page, 'Export as Playwright test');
  expect(await runExportedTest(testInfo.outputPath('passes'), passing, stack.serverUrl)).toContain(
    '1 passed',
  );

  const json = await download(page, 'Export as JSON');
  expect(json).not.toMatch(/"token": "/);
  const edited = json
    .replace('"code": "ROOM_NOT_JOINED"', '"code": "ROOM_CLOSED"')
    .replace('A meeting', 'Edited');
  await page.getByRole('button', { name: 'All recordings' }).click();
  await importFile(page, edited);
  await open(page, 'Edited');
  const failing = await download(page, 'Export as Playwright test');
  const output = await runExportedTest(testInfo.outputPath('fails'), failing, stack.serverUrl);
  expect(output).toContain('1 failed');
  expect(output).toContain('ROOM_CLOSED');
});

test('a replay with other names comes out the same; under a name that is taken it differs, and says where; axe finds nothing', async ({
  page,
  context,
  stack,
  expectAccessible,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const console = await ConsolePage.open(page, stack);
  await recordMeeting(console, 'To replay', 'replays');
  await page.reload();
  await console.openTab('Timeline');
  await expect(console.rows(/Bob received message:sent .*hello on tape/)).toBeVisible();
  await console.openTab('Recordings');
  await expect(page.getByRole('list', { name: 'Saved recordings' })).toBeVisible();
  await expectAccessible(page);
  await open(page, 'To replay');
  await page.getByRole('button', { name: 'Open in the timeline' }).click();
  await expect(page.getByRole('region', { name: 'What the timeline shows' })).toContainText('To replay');
  await expect(console.rows(/Bob received message:sent .*hello on tape/).first()).toBeVisible();
  await console.openTab('Recordings');
  const outcome = page.getByRole('status', { name: 'Outcome of the replay' });

  const nameOfAlice = page.getByRole('textbox', { name: 'Instead of Alice of replays' });
  await expect(nameOfAlice).toHaveValue(/^Alice of replays \w{4}$/);
  await page.getByRole('button', { name: 'Add a suffix to all values' }).click();
  await replay(page);
  await expect(outcome).toContainText('Same: 6 calls and 3 events');

  await nameOfAlice.fill('Alice of replays');
  await replay(page);
  await expect(outcome).toContainText(/\d of 9 differ: \d of 6 calls, \d of 3 events/);
  const calls = page.getByRole('list', { name: 'Calls' });
  await expect(calls).toContainText('OK → NAME_TAKEN');
  await calls.getByText('session:login').click();
  await expect(
    calls.getByRole('textbox', { name: 'session:login: the replay beside the recording' }),
  ).toContainText('NAME_TAKEN');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(notices(page)).toContainText('Copied the report.');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('Alice session:login: OK -> NAME_TAKEN');

  await calls.getByRole('button', { name: 'Ignore ok', exact: true }).first().click();
  await expect(page.getByRole('list', { name: 'Ignored places' })).toContainText('session:login ok');
  await page.setViewportSize({ width: 390, height: 844 });
  await page
    .getByRole('navigation', { name: /Rooms|Panels/ })
    .getByRole('button', { name: 'More' })
    .click();
  await console.openTab('Recordings');
  await expect(page.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expectAccessible(page);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
});

test('axe finds nothing where there are no recordings, one is refused and one is made', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Recordings');
  await expect(page.getByRole('heading', { name: 'No recordings yet' })).toBeVisible();
  await expectAccessible(page);
  await importFile(page, '{ "format": "something else" }');
  await expect(notices(page)).toContainText('not a recording');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expectAccessible(page);
});
