import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('the token of a login is nowhere to be seen until someone asks for it', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice with a secret');
  const reply = console.rows(/Alice reply to session:login ok/);
  await expect(reply).toContainText('token: "•••"');
  await reply.click();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('token: "•••"');

  await details.getByRole('button', { name: 'Show secrets' }).click();
  await expect(details).toContainText(/token: "[\w.-]{20,}"/);
  await details.getByRole('tab', { name: 'Pretty' }).click();
  await expect(details).toContainText(/"token": "[\w.-]{20,}"/);
  await expect(reply).toContainText('token: "•••"');

  await details.getByRole('button', { name: 'Hide secrets' }).click();
  await expect(details).toContainText('"token": "•••"');
});

test('secrets that were shown are hidden again in the next row, and rows without any have no button', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  const details = page.getByRole('region', { name: 'Details' });
  const show = details.getByRole('button', { name: 'Show secrets' });
  await console.logIn('Alice', 'Alice with two secrets');
  await console.rows(/Alice reply to session:login ok/).click();
  await show.click();
  await console.rows(/Alice sent session:login/).click();
  await expect(details).toContainText('Alice with two secrets');
  await expect(show).toHaveCount(0);
  await console.rows(/Alice reply to session:login ok/).click();
  await expect(show).toBeVisible();
  await expect(details).toContainText('•••');
});
