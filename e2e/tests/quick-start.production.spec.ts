import type { Locator, Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

/** Goes through the quick start as one client and gives its panel. */
async function enter(console: ConsolePage, client: string, room: string): Promise<Locator> {
  await console.as(client);
  const panel = console.page.getByRole('region', { name: `Quick start as ${client}` });
  await panel.getByLabel('Your name').fill(`${client} in ${room}`);
  await panel.getByRole('button', { name: 'Log in' }).click();
  await panel.getByLabel('Room').fill(room);
  await panel.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(panel.getByText(`In ${room} with`)).toBeVisible();
  return panel;
}

async function openQuickStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Quick start', exact: true }).click();
}

test('a newcomer logs in, joins, says hello, and sees it arrive at a second client', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await openQuickStart(page);
  const bob = await enter(console, 'Bob', 'newcomers');
  const alice = await enter(console, 'Alice', 'newcomers');
  await alice.getByLabel('Message').fill('hello from Alice');
  await alice.getByRole('button', { name: 'Say it' }).click();
  await expect(alice.getByText('Stored as message 1 of the room.')).toBeVisible();
  await expect(alice.getByRole('list', { name: 'Messages in newcomers' })).toContainText('hello from Alice');

  await console.as('Bob');
  await expect(bob.getByRole('list', { name: 'Messages in newcomers' })).toContainText('hello from Alice');
});

test('a taken name is refused in words', async ({ page, stack, newClient }) => {
  await newClient().call('session:login', { name: 'Taken already' });
  await ConsolePage.open(page, stack);
  await openQuickStart(page);
  const panel = page.getByRole('region', { name: 'Quick start as Alice' });
  await panel.getByLabel('Your name').fill('Taken already');
  await panel.getByRole('button', { name: 'Log in' }).click();
  await expect(panel.getByText('The name Taken already is in use.')).toBeVisible();
});

test('someone who types is seen typing', async ({ page, stack, newClient }) => {
  const console = await ConsolePage.open(page, stack);
  await openQuickStart(page);
  const alice = await enter(console, 'Alice', 'typists');
  const other = newClient();
  await other.call('session:login', { name: 'A typist' });
  await other.call('room:join', { room: 'typists' });
  other.send('typing:set', { room: 'typists', typing: true });
  await expect(alice.getByText('A typist typing…')).toBeVisible();
});

test('after a restart of the server the quick start is back in its room with what it missed', async ({
  page,
  stack,
  newClient,
}) => {
  const console = await ConsolePage.open(page, stack);
  await openQuickStart(page);
  const alice = await enter(console, 'Alice', 'missed');
  const messages = alice.getByRole('list', { name: 'Messages in missed' });
  await alice.getByLabel('Message').fill('before the restart');
  await alice.getByRole('button', { name: 'Say it' }).click();
  await expect(messages).toContainText('before the restart');

  await stack.restartServer();
  await console.expectConnected('Alice');
  await expect(alice.getByText('In missed with Alice in missed')).toBeVisible();
  await expect(console.rows(/sent room:join .*\(by the console: quick start\)/)).toBeVisible();
  const other = newClient();
  await other.call('session:login', { name: 'Newcomer' });
  const joined = await other.call('room:join', { room: 'missed' });
  expect(joined.ok && joined.data.recent.map(({ text }) => text)).toEqual(['before the restart']);
  await other.call('message:send', { room: 'missed', text: 'after the restart' });
  await expect(messages).toContainText('after the restart');
  await expect(messages.getByText('before the restart')).toHaveCount(1);
});

test('what is written into the quick start survives a reload, for each client', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await openQuickStart(page);
  const panel = (client: string) => page.getByRole('region', { name: `Quick start as ${client}` });
  await panel('Alice').getByLabel('Your name').fill('Alice unfinished');
  await panel('Alice').getByLabel('Room').fill('half-typed');
  await page.reload();
  await expect(panel('Alice').getByLabel('Your name')).toHaveValue('Alice unfinished');
  await expect(panel('Alice').getByLabel('Room')).toHaveValue('half-typed');
  await console.as('Bob');
  await expect(panel('Bob').getByLabel('Your name')).toHaveValue('Bob');
});
