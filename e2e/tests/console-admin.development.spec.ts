import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const row = (page: Page, name: RegExp) => page.getByRole('row', { name });

test('the admin sees who is connected, and disconnects one after it was asked', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice the seen');
  await console.logIn('Bob', 'Bob the seen');
  await console.openTab('Admin');
  await expect(row(page, /Alice the seen/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Search in Sockets' }).fill('bob the SEEN');
  await expect(row(page, /Alice the seen/)).toHaveCount(0);
  await expect(row(page, /Bob the seen .* websocket/)).toBeVisible();

  const disconnect = page.getByRole('button', { name: /^Disconnect Bob the seen/ });
  await disconnect.click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await console.expectConnected('Bob');
  await disconnect.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(console.chip('Bob')).not.toHaveAccessibleName('Bob, connected');
  await console.expectConnected('Alice');
  await page.getByRole('button', { name: 'Refresh Sockets' }).click();
  await expect(row(page, /Bob the seen/)).toHaveCount(0);

  await page.getByRole('tab', { name: 'Identities', exact: true }).click();
  await expect(row(page, /Bob the seen .* away/)).toBeVisible();
});
