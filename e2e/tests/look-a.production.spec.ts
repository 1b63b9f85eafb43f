import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('look', async ({ page, stack }) => {
  test.slow();
  const shot = async (name: string) =>
    page.screenshot({ path: `/tmp/i25/shots-A/${name}.png`, animations: 'disabled' });
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Bob', 'Bob');
  await console.logIn('Alice', 'Alice');
  await console.join('Bob', 'general');
  await console.join('Alice', 'general');
  await console.pick('message:send');
  await console.field('text').fill('Hello from the console');
  await console.expectSent();
  await console
    .rows(/Bob received message:sent/)
    .first()
    .click();
  for (const width of [1440, 1280, 1024, 900]) {
    await page.setViewportSize({ width, height: 860 });
    await page.waitForTimeout(300);
    await shot(`wide-${width}`);
  }
  await page.getByRole('button', { name: 'All panels' }).click();
  await shot('all-panels');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 860 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('dark-1440');
  await console.openTab('Charts');
  await page.waitForTimeout(1200);
  await shot('charts-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await shot('charts-light');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.waitForTimeout(500);
  await shot('keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.waitForTimeout(300);
  await shot('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share a link' }).click();
  await page.waitForTimeout(500);
  await shot('share');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.waitForTimeout(600);
  await shot('copied');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of ['Events', 'Compose', 'Timeline', 'More']) {
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name }).click();
    await page.waitForTimeout(400);
    await shot(`phone-${name}`);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('phone-More-dark');
});
