import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const picture = async (page: Page, name: string): Promise<void> => {
  const path = fileURLToPath(new URL(`../../docs/screenshots/${name}.png`, import.meta.url));
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
};

/** Two people in a room, one message that arrives and one call that is refused. */
async function meet(console: ConsolePage): Promise<void> {
  await console.logIn('Bob', 'Bob');
  await console.logIn('Alice', 'Alice');
  await console.join('Bob', 'general');
  await console.join('Alice', 'general');
  await console.pick('message:send');
  await console.field('text').fill('Hello from the console');
  await console.expectSent();
  await console.field('room').fill('elsewhere');
  await console.expectSent('ROOM_NOT_JOINED');
  await console.field('room').fill('general');
}

test('the console, wide', async ({ page, stack }) => {
  test.slow();
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Recordings');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await meet(console);
  await page.getByRole('button', { name: 'Stop and save' }).click();

  await console.openTab('Timeline');
  await console.rows(/Bob received message:sent/).click();
  await expect(console.details).toContainText('Hello from the console');
  await picture(page, 'console');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'console-dark');
  await console.openTab('Sequence');
  await expect(page.getByText('event to 2').first()).toBeVisible();
  await picture(page, 'sequence-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await console.openTab('Contract');
  await page.getByRole('button', { name: 'Send what I have not tried' }).click();
  await expect(page.getByRole('status', { name: 'Replies to what was not tried' })).toContainText(
    'system:time',
  );
  await picture(page, 'contract');
  await console.openTab('Charts');
  await expect(page.getByRole('heading', { name: 'Latency of replies' })).toBeVisible();
  await picture(page, 'charts');

  await console.openTab('Recordings');
  await page.getByRole('list', { name: 'Saved recordings' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Add a suffix to all values' }).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Outcome of the replay' })).toContainText('Same');
  await picture(page, 'recordings');
  await console.openTab('Admin');
  await expect(page.getByRole('table')).toContainText('Alice');
  await picture(page, 'admin');
});

test('the console, on a phone', async ({ page, stack }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const console = await ConsolePage.open(page, stack);
  const panels = page.getByRole('navigation', { name: 'Panels' });
  await panels.getByRole('button', { name: 'Events' }).click();
  await console.pick('system:echo');
  await console.expectSent();
  await expect(page.getByRole('tabpanel', { name: 'Form' }).getByRole('textbox').first()).toBeVisible();
  await picture(page, 'phone');
});
