import { startPlainServer } from '../plain/server.ts';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('one build drives our server by its contract, and beside it a plain server of Socket.IO', async ({
  page,
  stack,
}) => {
  const plain = await startPlainServer();
  const console = await ConsolePage.open(page, stack);
  await console.as('Bob');
  await page.getByRole('button', { name: 'Options of Bob' }).click();
  await page.getByRole('menuitem', { name: 'Connect to another server' }).click();
  const dialog = page.getByRole('dialog', { name: 'Server of Bob' });
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(plain.url);
  await dialog.getByRole('button', { name: 'Connect to this URL' }).click();
  await console.expectConnected('Bob');
  await expect(console.rows(/welcome/)).toContainText('hello');
  expect(plain.frames).toEqual([['0']]);

  await console.as('Alice');
  await console.pick('system:time');
  await console.expectSent();
  // Nobody wrote or sent such an event at the plain server.
  await console.as('Bob');
  await expect(page.getByRole('textbox', { name: 'Event name' })).toHaveValue('');
  await console.as('Alice');
  await expect(page.getByRole('heading', { name: 'system:time' })).toBeVisible();
  await plain.close();
});
