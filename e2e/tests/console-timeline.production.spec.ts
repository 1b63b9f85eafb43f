import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

/** Alice in a room of her own, with two messages said. */
async function talk(page: Page, console: ConsolePage, room: string): Promise<void> {
  await console.logIn('Alice', `Alice in ${room}`);
  await console.join('Alice', room);
  await console.pick('message:send');
  await console.field('room').fill(room);
  for (const text of ['first', 'second']) {
    await console.field('text').fill(text);
    await console.send.click();
    await expect(console.rows(new RegExp(`Alice received message:sent .*"${text}"`))).toBeVisible();
  }
  // Where single letters are the console's keys again.
  await page.getByRole('list', { name: 'Timeline' }).getByRole('button').last().focus();
}

async function download(page: Page, format: string): Promise<string> {
  await page.getByRole('button', { name: 'More timeline actions' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await page.getByRole('radio', { name: format, exact: true }).check();
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  return (await started).path();
}

test('filters by text, event, direction, client and outcome, counts what fits, and clears in one click', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'filters');
  const filter = page.getByRole('search', { name: 'Filter the timeline' });
  const names = console.rows(/message:sent/);

  await filter.getByLabel('Event').selectOption('message:sent');
  await expect(names).toHaveCount(2);
  await expect(console.rows(/session:login/)).toHaveCount(0);
  await expect(page.getByText(/^2 of \d+ match the filter$/)).toBeVisible();
  await filter.getByRole('textbox', { name: 'Filter' }).fill('second');
  await expect(names).toHaveCount(1);
  await filter.getByLabel('Direction').selectOption('Sent');
  await expect(page.getByText('Nothing matches the filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(console.rows(/session:login/)).toHaveCount(2);

  await filter.getByLabel('Client').selectOption('Bob');
  await expect(console.rows(/Alice/)).toHaveCount(0);
  await expect(console.rows(/Bob connection connected/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();

  await console.pick('room:leave');
  await console.field('room').fill('nowhere');
  await console.send.click();
  await expect(console.rows(/error reply to room:leave ROOM_NOT_JOINED/)).toBeVisible();
  await filter.getByLabel('Outcome').selectOption('ROOM_NOT_JOINED');
  await expect(console.rows(/room:leave/)).toHaveCount(2);
  await expect(console.rows(/message:send/)).toHaveCount(0);
});

test('a filter is saved under a name, survives a reload, and is picked again', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  const text = page.getByRole('textbox', { name: 'Filter', exact: true });
  await text.fill('connected polling');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Save the filter as' }).fill('by polling');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.reload();
  await console.expectConnected('Alice');
  await expect(text).toHaveValue('');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'by polling' }).click();
  await expect(text).toHaveValue('connected polling');
});

test('pausing holds the view still while recording goes on', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'pausing');
  await page.keyboard.press('p');
  await expect(page.getByText('Paused: 0 more recorded meanwhile.')).toBeVisible();
  await console.pick('system:time');
  await console.expectSent();
  await expect(page.getByText('Paused: 1 more recorded meanwhile.')).toBeVisible();
  await expect(console.rows(/system:time/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume the timeline' }).click();
  await expect(console.rows(/system:time/)).toHaveCount(2);
});

test('a call without a reply is shown as waiting, then as TIMEOUT', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await page.context().setOffline(true);
  await console.pick('system:time');
  // Long enough for a loaded machine to draw the row that waits.
  await page.getByRole('textbox', { name: 'Timeout in milliseconds' }).fill('6000');
  await console.send.click();
  await expect(console.rows(/Alice reply to system:time waiting/)).toBeVisible();
  await expect(console.rows(/Alice no reply to system:time (TIMEOUT|DISCONNECTED)/)).toBeVisible();
  await page.context().setOffline(false);
});

test('a reply that comes after the TIMEOUT is shown at its call as late', async ({ page, stack }) => {
  const held: (() => void)[] = [];
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (typeof message === 'string' && message.includes('"now":')) held.push(() => socket.send(message));
      else socket.send(message);
    });
  });
  const console = await ConsolePage.open(page, stack);
  await expect(page.getByRole('banner')).toContainText('websocket');
  await console.pick('system:time');
  await page.getByRole('textbox', { name: 'Timeout in milliseconds' }).fill('300');
  await console.send.click();
  const row = console.rows(/Alice no reply to system:time TIMEOUT/);
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('late');
  for (const release of held) release();
  await expect(row).toContainText(/a late reply came after .*: OK/);
});

test('the keys go through the rows, open one, send it again, load it and compare it', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'keys');
  const { details } = console;
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  const focused = page.locator('button:focus');
  await expect(focused).toHaveAccessibleName(/reply to message:send|message:send|message:sent/);
  await console.rows(/Alice sent message:send .*second/).click();
  await expect(details).toContainText('message:send');
  await page.keyboard.press('d');
  await expect(details.getByText(/^Compared with the previous row/)).toBeVisible();
  await expect(details.locator('.cm-deletedChunk')).toContainText('first');
  await expect(console.rows(/Alice sent message:send/)).toHaveCount(2);
  await page.keyboard.press('r');
  await expect(console.rows(/Alice sent message:send .*second/)).toHaveCount(2);

  await console.pick('message:send');
  await console.field('text').fill('r e d j k p');
  await expect(console.field('text')).toHaveValue('r e d j k p');
  await console.rows(/Alice sent message:send .*first/).click();
  await page.keyboard.press('e');
  await expect(console.field('text')).toHaveValue('first');
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
});

test('the drawer shows tree, JSON and contract check, and copies value and path', async ({ page, stack }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'drawer');
  const { details } = console;
  await console.rows(/Alice received message:sent .*second/).click();
  await details.getByRole('button', { name: 'Pick author.name' }).click();
  await details.getByRole('button', { name: 'Copy value' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Alice in drawer');
  await details.getByRole('button', { name: 'Copy path' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('author.name');
  await details.getByRole('tab', { name: 'Pretty' }).click();
  await expect(details.getByRole('textbox', { name: 'Content as JSON' })).toContainText('"text": "second"');
  await details.getByRole('tab', { name: 'Contract check' }).click();
  await expect(details).toContainText('fits the contract');
  await details.getByRole('button', { name: 'Copy report' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('message:sent: fits the contract');

  const splitter = page.getByRole('separator', { name: 'Height of the details' });
  const before = Number(await splitter.getAttribute('aria-valuenow'));
  await splitter.focus();
  await page.keyboard.press('ArrowUp');
  await expect(splitter).toHaveAttribute('aria-valuenow', `${before + 4}`);
});

test('a name outside the contract is flagged', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('Custom event…');
  await console.field('Event name').fill('no:such');
  await console.send.click();
  await expect(console.rows(/Alice sent no:such not in the contract/)).toBeVisible();
});

test('a pinned row stays in sight while others are opened, and after the log was cleared', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'pins');
  const { details } = console;
  await console.rows(/Alice received message:sent .*first/).click();
  await details.getByRole('button', { name: 'Pin', exact: true }).click();
  await console.rows(/Alice received message:sent .*second/).click();
  const pinned = details.getByRole('region', { name: 'Pinned row', exact: true });
  await expect(pinned).toContainText('"first"');
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  await console.pick('system:time');
  await console.expectSent();
  await console.rows(/Alice sent system:time/).click();
  await expect(pinned).toContainText('"first"');
  await pinned.getByRole('button', { name: 'Unpin' }).click();
  await expect(pinned).toHaveCount(0);
});

test('what was exported is imported again, beside what is live, and garbage is refused with its line', async ({
  page,
  stack,
}, testInfo) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'export');
  const file = await download(page, 'NDJSON');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('"second"');
  expect(text).toContain('"token":"•••"');

  const named = testInfo.outputPath('recording.ndjson');
  await writeFile(named, text);
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  await page.getByLabel('Recording to import').setInputFiles(named);
  const shown = page.getByRole('region', { name: 'What the timeline shows' });
  await expect(shown).toContainText('imported');
  await expect(console.rows(/Alice received message:sent .*second/)).toBeVisible();
  await shown.getByRole('button', { name: 'Live' }).click();
  await expect(console.rows(/message:sent/)).toHaveCount(0);
  await shown.getByRole('button', { name: 'Close the recording' }).click();

  const broken = testInfo.outputPath('broken.ndjson');
  await writeFile(broken, `${text.split('\n')[0]}\nwhat is this`);
  await page.getByLabel('Recording to import').setInputFiles(broken);
  await expect(page.getByRole('alert')).toContainText('broken.ndjson was not imported. Line 2 is not JSON');
});

test('a spreadsheet gets one line an entry, and no formula', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('Custom event…');
  await console.field('Event name').fill('=1+1');
  await console.send.click();
  await expect(console.rows(/sent =1\+1/)).toBeVisible();
  const text = await readFile(await download(page, 'CSV'), 'utf8');
  expect(text.split('\r\n')[0]).toContain('time,client,direction,event');
  expect(text).toContain(`'=1+1`);
});

test('axe finds nothing in a row and its details, in a filter that nothing fits, and in the export', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await talk(page, console, 'axe');
  const { details } = console;
  await console.rows(/Alice received message:sent .*first/).click();
  await details.getByRole('button', { name: 'Pin', exact: true }).click();
  await console.rows(/Alice received message:sent .*second/).click();
  await details.getByRole('button', { name: 'Pick text' }).click();
  await expectAccessible(page);
  for (const tab of ['Pretty', 'Raw frame', 'Diff', 'Contract check']) {
    await details.getByRole('tab', { name: tab }).click();
    if (tab === 'Pretty' || tab === 'Diff') await expect(details.locator('.cm-content')).toBeVisible();
    await expectAccessible(page);
  }
  await details.getByRole('button', { name: 'Close the details' }).click();
  await page.getByRole('textbox', { name: 'Filter', exact: true }).fill('nothing like this');
  await expect(page.getByText('Nothing matches the filter.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'More timeline actions' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await expect(page.getByRole('button', { name: 'Download' })).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing in the timeline on a phone', async ({ page, stack, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(stack.consoleUrl);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline' }).click();
  const console = new ConsolePage(page);
  await page.getByRole('button', { name: 'More filters' }).click();
  await expect(page.getByLabel('Outcome')).toBeVisible();
  await console
    .rows(/Alice connection connected/)
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('tab', { name: 'Tree' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the details' }).click();
  await expectAccessible(page);
});
