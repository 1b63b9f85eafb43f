import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('in production the admin is refused, and the console says why', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Admin');
  const absent = page.getByRole('region', { name: 'Admin is not there' });
  await expect(absent).toContainText('Admin is available in development only');
  await expect(absent).toContainText('Invalid namespace');
  await expectAccessible(page);
  await absent.getByRole('button', { name: 'Try again' }).click();
  await expect(absent).toContainText('Admin is available in development only');
  await console.expectConnected('Alice');
});
