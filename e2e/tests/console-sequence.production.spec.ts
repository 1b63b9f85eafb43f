import type { Locator, Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const arrows = (page: Page, name: RegExp): Locator =>
  page.getByRole('list', { name: 'Sequence' }).getByRole('button', { name });

async function sendToOne(console: ConsolePage, room: string): Promise<void> {
  await console.logIn('Alice', `Alice of ${room}`);
  await console.logIn('Bob', `Bob of ${room}`);
  await console.join('Alice', room);
  await console.pick('message:send');
  await console.field('room').fill(room);
  await console.field('text').fill('who hears this?');
  await console.expectSent();
  await console.openTab('Sequence');
}

test('a call, its reply and its event are arrows; the event says who got it and who did not', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await sendToOne(console, 'half');
  await expect(arrows(page, /message:send ?reply ok, .* ms ?from Server to Alice$/)).toBeVisible();
  await expect(arrows(page, /message:sent ?event ?from Server to Alice, not to Bob$/)).toBeVisible();
  await arrows(page, /message:send ?call ?from Alice to Server$/).click();
  const detail = page.getByRole('region', { name: 'Arrow', exact: true });
  await expect(detail).toContainText('who hears this?');
  const fanOut = detail.getByRole('table', { name: 'message:sent, after message:send of Alice' });
  await expect(fanOut.getByRole('row', { name: /^Alice, the caller .* \d+ ms$/ })).toBeVisible();
  await expect(fanOut.getByRole('row', { name: /^Bob did not receive it/ })).toBeVisible();

  await page.keyboard.press('ArrowDown');
  await expect(detail.getByRole('heading')).not.toContainText('message:send, call');
  await page.getByRole('textbox', { name: 'Event of the sequence' }).fill('room:');
  await expect(arrows(page, /room:join ?call/)).toBeVisible();
  await expect(arrows(page, /message/)).toHaveCount(0);
});

test('an event that both got is one arrow, and the table says the same', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Bob', 'Bob of both');
  await console.join('Bob', 'both');
  await sendToOne(console, 'both');
  await expect(
    arrows(page, /message:sent ?event to 2 ?from Server to (Alice, Bob|Bob, Alice)$/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'As a table' }).click();
  const table = page.getByRole('table', { name: 'Sequence' });
  const event = table.getByRole('row', {
    name: /Server (Alice, Bob|Bob, Alice) event message:sent \d+(–\d+)? ms$/,
  });
  await expect(event).toBeVisible();
  await event.getByRole('button').click();
  await expect(page.getByRole('region', { name: 'Arrow', exact: true })).toContainText(
    '2 of 2 clients received it.',
  );
});

test('a secret does not show in the sequence', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice with a token');
  await console.openTab('Sequence');
  await arrows(page, /session:login ?reply ok/).click();
  await expect(page.getByRole('region', { name: 'Arrow', exact: true })).toContainText('token: "•••"');
});

test('axe finds nothing in the sequence, and on a phone it fits', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Sequence');
  await expect(page.getByText('Nothing yet: send an event')).toBeVisible();
  await expectAccessible(page);
  await sendToOne(console, 'seen');
  await arrows(page, /message:send ?call/).click();
  await expect(page.getByRole('region', { name: 'Arrow', exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the arrow' }).click();
  await expect(arrows(page, /message:send ?call/)).toBeVisible();
  await expectAccessible(page);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wider).toBe(false);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'As a table' }).click();
  await expectAccessible(page);
});
