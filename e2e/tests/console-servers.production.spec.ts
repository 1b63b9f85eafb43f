import type { Page } from '@playwright/test';
import { serveConsole } from '@switchboard/console';
import { type PlainServer, startPlainServer } from '../plain/server.ts';
import { notices } from '../stack/places.ts';
import { RawConsole } from '../stack/raw-console.ts';
import { test as base, expect } from '../stack/test.ts';

const test = base.extend<{ ours: PlainServer; theirs: PlainServer }>({
  /** The server that the console belongs to. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  ours: async ({}, use) => {
    const plain = await startPlainServer((app) => app.use('/console', serveConsole({ connect: 'anywhere' })));
    await use(plain);
    await plain.close();
  },
  /** Another one, of somebody else. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  theirs: async ({}, use) => {
    const plain = await startPlainServer();
    await use(plain);
    await plain.close();
  },
});

async function connectTo(console: RawConsole, url: string): Promise<void> {
  const { page } = console;
  await page.getByRole('button', { name: 'Options of Client 1' }).click();
  await page.getByRole('menuitem', { name: 'Connect to another server' }).click();
  const dialog = page.getByRole('dialog', { name: 'Server of Client 1' });
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(url);
  await dialog.getByRole('button', { name: 'Connect to this URL' }).click();
  await expect(dialog).toBeHidden();
  await console.expectConnected('Client 1');
}

/** All that can be read in the Compose panel, what stands in its fields too. */
function written(page: Page): Promise<string> {
  return page.getByRole('region', { name: 'Compose' }).evaluate((panel) =>
    [...panel.querySelectorAll('input, textarea')]
      .map((field) => (field as HTMLInputElement).value)
      .concat(panel.textContent)
      .join('\n'),
  );
}

test('what was written, answered and named for one server is neither shown nor sent at another one', async ({
  page,
  ours,
  theirs,
}) => {
  const console = await RawConsole.openAt(page, ours.url);
  await console.sendMessage({ event: 'echo', args: ['hunter2'], ack: true });
  await console.reply
    .getByRole('button', { name: /as variable/ })
    .first()
    .click();
  const naming = page.getByRole('dialog', { name: 'Use as variable' });
  await naming.getByRole('textbox').first().fill('password');
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Variables (1)' })).toBeVisible();

  await connectTo(console, theirs.url);
  expect(await written(page)).not.toContain('hunter2');
  await expect(console.field('Event name')).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Variables', exact: true })).toBeVisible();
  const events = page.getByRole('navigation', { name: 'Events' });
  await expect(events.getByRole('button', { name: 'echo', exact: true })).toHaveCount(0);

  // A variable of the one has no value at the other, whatever names it.
  await console.sendMessage({ event: 'echo', args: [], ack: true });
  await page.getByRole('button', { name: 'Add an argument' }).click();
  await page.getByRole('listitem').getByText('Text', { exact: true }).last().click();
  await console.field('Argument 1').fill('{{password}}');
  await expect(console.problems).toContainText('The variable "password" has no value');

  // What was sent there is loaded here only once that is wanted.
  await console
    .rows(/echo.*hunter2/)
    .first()
    .click();
  await console.details.getByRole('button', { name: /^Load into editor/ }).click();
  await expect(notices(page)).toContainText(`echo was sent to ${ours.url}`);
  expect(await written(page)).not.toContain('hunter2');
  expect(JSON.stringify(theirs.frames)).not.toContain('hunter2');

  await connectTo(console, ours.url);
  await expect(console.field('Event name')).toHaveValue('echo');
  await expect(console.field('Argument 1')).toHaveValue('hunter2');
  await expect(page.getByRole('button', { name: 'Variables (1)' })).toBeVisible();
});
