import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('axe finds nothing on the console as it begins, on an event and its reply, and on what explains them', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Quick start', exact: true }).click();
  await expectAccessible(page);
  await console.pick('message:sent');
  await expectAccessible(page);
  await console.pick('Custom event…');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keys' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await console.pick('message:send');
  await console.field('room').fill('Not A Room');
  await expect(console.problems).toBeVisible();
  await expectAccessible(page);
  await console.openTab('Docs');
  await expectAccessible(page);
  await console.openTab('JSON');
  await expect(page.getByRole('textbox', { name: 'Payload of message:send' })).toBeVisible();
  // The editor marks what does not fit a moment later, and axe trips over a page that changes under it.
  await expect(page.locator('.cm-lint-marker').first()).toBeVisible();
  await expectAccessible(page);

  await console.openTab('Form');
  await console.logIn('Alice', 'Alice on any screen');
  await console.join('Alice', 'any-screen');
  await console.rows(/Alice reply to room:join/).click();
  await expect(page.getByRole('region', { name: 'Details' })).toBeVisible();
  await expectAccessible(page);
});

test('axe finds nothing on a phone', async ({ page, stack, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(stack.consoleUrl);
  const tabs = page.getByRole('navigation', { name: 'Panels' });
  for (const name of ['Events', 'Compose', 'Timeline', 'More']) {
    await tabs.getByRole('button', { name }).click();
    await expectAccessible(page);
  }
});
