import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

function savedOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Saved' });
}

/** The notice that says so; there may be others. */
function notice(page: Page, text: string): Locator {
  return notices(page).locator('.mantine-Notification-root').filter({ hasText: text });
}

async function undo(page: Page, text: string): Promise<void> {
  await notice(page, text).getByRole('button', { name: 'Undo' }).click();
}

async function save(page: Page, name: string, folder = ''): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByLabel('Folder').fill(folder);
  await dialog.getByRole('button', { name: /^Save/ }).click();
  await expect(notice(page, `Saved as "${name}".`)).toBeVisible();
}

async function choose(page: Page, options: string, item: string): Promise<void> {
  await savedOf(page)
    .getByRole('button', { name: `Options of ${options}`, exact: true })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a draft saved by key into a folder is there after a reload, and loads back', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('worth keeping');
  await page.keyboard.press('ControlOrMeta+s');
  const dialog = page.getByRole('dialog', { name: 'Save message:send' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('keeper');
  await dialog.getByLabel('Folder').fill('Mine');
  await page.keyboard.press('Enter');
  await expect(savedOf(page).getByRole('button', { name: /^Mine/ })).toBeVisible();
  // The list shows it at once; it says so when it is stored.
  await expect(notice(page, 'Saved as "keeper".')).toBeVisible();

  await console.field('text').fill('written since');
  await page.reload();
  await savedOf(page).getByRole('button', { name: 'keeper', exact: true }).click();
  await expect(console.field('text')).toHaveValue('worth keeping');
  await undo(page, 'Loaded "keeper"');
  await expect(console.field('text')).toHaveValue('written since');
});

test('a loaded message is updated from its draft, and the update can be taken back', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('room:join');
  await console.field('room').fill('first');
  await save(page, 'a room');
  await console.field('room').fill('second');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Update "a room"' }).click();
  await expect(notice(page, 'Updated "a room".')).toBeVisible();
  await console.field('room').fill('by key');
  await page.reload();
  await expect(savedOf(page).getByRole('button', { name: 'a room', exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+s');
  await expect(notice(page, 'Updated "a room".')).toBeVisible();
  await undo(page, 'Updated "a room".');
  await console.field('room').fill('third');
  await savedOf(page).getByRole('button', { name: 'a room', exact: true }).click();
  await expect(console.field('room')).toHaveValue('second');

  await console.field('room').fill('fourth');
  await choose(page, 'a room', 'Update from the editor');
  await expect(notice(page, 'Updated "a room".')).toBeVisible();
  await console.field('room').fill('fifth');
  await savedOf(page).getByRole('button', { name: 'a room', exact: true }).click();
  await expect(console.field('room')).toHaveValue('fourth');
  await undo(page, 'Updated "a room".');
  await console.field('room').fill('sixth');
  await savedOf(page).getByRole('button', { name: 'a room', exact: true }).click();
  await expect(console.field('room')).toHaveValue('second');
});

test('messages and folders are renamed, moved, copied, deleted and brought back', async ({ page, stack }) => {
  // Some browsers forbid messages between tabs. That must cost no more than those.
  await page.addInitScript(() => {
    globalThis.BroadcastChannel = class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }
    } as unknown as typeof BroadcastChannel;
  });
  const console = await ConsolePage.open(page, stack);
  const saved = savedOf(page);
  await console.pick('system:time');
  await save(page, 'clock');
  await choose(page, 'clock', 'Rename or move…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('watch');
  await dialog.getByLabel('Folder').fill('Time');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(saved.getByRole('button', { name: 'Time 1' })).toBeVisible();

  await choose(page, 'watch', 'Duplicate');
  await expect(saved.getByRole('button', { name: 'watch (copy)', exact: true })).toBeVisible();
  await choose(page, 'watch', 'Delete');
  await expect(saved.getByRole('button', { name: 'watch', exact: true })).toHaveCount(0);
  await undo(page, 'Deleted "watch".');
  await expect(saved.getByRole('button', { name: 'watch', exact: true })).toBeVisible();

  await choose(page, 'the folder Time', 'Rename…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Clocks');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await choose(page, 'the folder Clocks', 'Delete');
  await expect(saved.getByRole('button', { name: /watch/ })).toHaveCount(0);
  await undo(page, 'Deleted the folder "Clocks" and the messages in it (2).');
  await expect(saved.getByRole('button', { name: 'Clocks 2' })).toBeVisible();

  await saved.getByRole('button', { name: 'New folder' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Empty for now');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(saved.getByRole('button', { name: 'Empty for now 0' })).toBeVisible();
  await saved.getByRole('textbox', { name: 'Search saved messages' }).fill('copy');
  await expect(saved.getByRole('button', { name: 'watch (copy)', exact: true })).toBeVisible();
  await expect(saved.getByRole('button', { name: 'watch', exact: true })).toHaveCount(0);
});

test('a file comes back merged, with a report of what it did and of what it refused', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  const saved = savedOf(page);
  const file = page.getByLabel('File of saved messages');
  await console.pick('message:send');
  await console.field('text').fill('exported');
  await save(page, 'one');
  await save(page, 'two', 'Folder');
  const downloading = page.waitForEvent('download');
  await saved.getByRole('button', { name: 'Export saved messages' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'switchboard.saved', folders: ['Folder'] });

  await choose(page, 'one', 'Delete');
  const broken = JSON.parse(text) as { messages: object[] };
  broken.messages.push({ id: 'x', name: 'broken' }, strangerMessage);
  await file.setInputFiles(jsonFile(JSON.stringify(broken)));
  const report = page.getByRole('dialog', { name: 'Imported' });
  await expect(report).toContainText('2 added, 0 updated, 1 unchanged, 1 refused.');
  await expect(report).toContainText('messages[2] "broken": event:');
  await report.getByRole('button', { name: 'Close' }).last().click();
  await expect(saved.getByRole('button', { name: 'one', exact: true })).toBeVisible();

  await file.setInputFiles(jsonFile('{ "not": "saved messages"'));
  await expect(report).toContainText('the file: it is not JSON');
  await report.getByRole('button', { name: 'Close' }).last().click();
  await expect(saved.getByRole('button', { name: 'two', exact: true })).toBeVisible();
});

test('an event that the contract does not have any more is kept, flagged and loads as a custom event', async ({
  page,
  stack,
}) => {
  await ConsolePage.open(page, stack);
  await page
    .getByLabel('File of saved messages')
    .setInputFiles(
      jsonFile(
        JSON.stringify({ format: 'switchboard.saved', version: 1, folders: [], messages: [strangerMessage] }),
      ),
    );
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const row = savedOf(page).getByRole('button', { name: 'from before', exact: true });
  await expect(row).toHaveAccessibleDescription(/the contract does not have this event/);
  await row.click();
  await expect(page.getByRole('textbox', { name: 'Event name' })).toHaveValue('gone:event');
  await expect(page.getByRole('textbox', { name: 'Payload' })).toContainText('"kept"');
});

test('two tabs show and keep what the other saves', async ({ page, context, stack }) => {
  const console = await ConsolePage.open(page, stack);
  const other = await context.newPage();
  const otherConsole = await ConsolePage.open(other, stack);
  await console.pick('system:time');
  await save(page, 'from the first tab');
  await otherConsole.pick('system:time');
  await save(other, 'from the second tab');
  for (const tab of [page, other]) {
    for (const name of ['from the first tab', 'from the second tab']) {
      await expect(savedOf(tab).getByRole('button', { name, exact: true })).toBeVisible();
    }
  }
});

test('where nothing can be stored it says so and works until the tab closes', async ({
  page,
  stack,
  expectAccessible,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:time');
  await save(page, 'for now');
  await expect(savedOf(page).getByRole('alert')).toContainText('kept in this tab until it closes');
  await expect(savedOf(page).getByRole('button', { name: 'for now', exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing in saved messages and their dialogs, and on a phone', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:echo');
  await save(page, 'first');
  await save(page, 'second', 'A folder');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await savedOf(page).getByRole('button', { name: 'Options of first' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await savedOf(page).getByRole('button', { name: 'Export saved messages' }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Exported 2 messages.');
  await expectAccessible(page);
  await page.getByLabel('File of saved messages').setInputFiles(jsonFile('garbage'));
  await expect(page.getByRole('dialog', { name: 'Imported' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation').getByRole('button', { name: 'Events', exact: true }).click();
  await expectAccessible(page);
  await savedOf(page).getByRole('button', { name: 'second', exact: true }).click();
  await expect(console.send).toBeVisible();
  await expectAccessible(page);
});

const strangerMessage = { id: 's', name: 'from before', event: 'gone:event', payload: { kept: true } };

function jsonFile(text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(text) };
}
