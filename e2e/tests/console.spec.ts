import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('what Alice sends is answered and reaches Bob', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice of the console');
  await console.logIn('Bob', 'Bob of the console');
  await console.join('Bob', 'console');
  await console.join('Alice', 'console');

  await console.pick('message:send');
  await console.field('room').fill('console');
  await console.field('text').fill('hello from the form');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(console.lastReply).toContainText(/^OK in \d/);

  await expect(console.rows(/Alice sent message:send .*hello from the form/)).toBeVisible();
  await expect(console.rows(/Alice reply to message:send ok .*\d ms/)).toBeVisible();
  await expect(console.rows(/Bob received message:sent .*hello from the form/)).toBeVisible();
});

test('after a restart of the server the console is back by itself, and nothing acknowledged is missing', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who stays');
  await console.join('Alice', 'lasting');
  await console.pick('message:send');
  await console.field('room').fill('lasting');
  for (const text of ['one', 'two', 'three']) {
    await console.field('text').fill(text);
    await console.send.click();
    await expect(console.rows(new RegExp(`Alice received message:sent .*"${text}"`))).toBeVisible();
  }

  await stack.restartServer();
  await expect(console.rows(/Alice connection reconnecting/).first()).toBeVisible();
  await console.expectConnected('Alice');
  await console.expectConnected('Bob');

  await console.join('Alice', 'lasting');
  await console.pick('message:history');
  await console.field('room').fill('lasting');
  await console.expectSent();
  // The quick start asks for the history, too.
  await console
    .rows(/Alice reply to message:history ok/)
    .last()
    .click();
  for (const text of ['one', 'two', 'three']) await expect(console.details).toContainText(`text: "${text}"`);
});
