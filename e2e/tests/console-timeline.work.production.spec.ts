import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

test('the filter takes a regular expression and excludes words, marks what it found, and Enter opens the first row', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who searches');
  await console.pick('system:time');
  await console.expectSent();
  const filter = page.getByRole('search', { name: 'Filter the timeline' });
  const text = filter.getByRole('textbox', { name: 'Filter' });
  const sent = console.rows(/Alice sent session:login/);

  await text.fill('/who s.+es/ -websocket');
  await expect(console.rows(/system:time|connection/)).toHaveCount(0);
  await expect(sent.locator('mark')).toHaveText('who searches');
  await text.press('Enter');
  await expect(console.details).toContainText('session:login');
  await expect(sent).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(console.details).toHaveCount(0);
  await expect(sent).toBeFocused();

  await text.fill('-session:login');
  await expect(console.rows(/Alice sent system:time/)).toBeVisible();
  await expect(sent).toHaveCount(0);
  await text.fill('/(/');
  await expect(page.getByText('/(/ is not a regular expression.')).toBeVisible();
});

test('clearing can be undone, a reconnect is one row, and rows take one line or two', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who clears');
  const sent = console.rows(/Alice sent session:login/);
  await sent.click();
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  await expect(sent).toHaveCount(0);
  await expect(console.details).toHaveCount(0);
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect(sent).toBeVisible();

  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await console.expectConnected('Alice');
  const folded = console.rows(/Alice connection connected .*before, within .*: .*disconnected/);
  await expect(folded).toHaveCount(1);
  await folded.click();
  await expect(console.details.getByRole('tabpanel')).toContainText('status: "disconnected"');

  const height = async (): Promise<number> => (await sent.boundingBox())?.height ?? 0;
  expect(await height()).toBeGreaterThan(40);
  await page.getByRole('button', { name: 'More timeline actions' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Content on a line of its own' }).click();
  await expect.poll(height).toBeLessThan(30);
});
