import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const json = (page: Page, event: string) => page.getByRole('textbox', { name: `Payload of ${event}` });

/** Pastes outside of any field, as Ctrl+V does. */
async function pasteOutside(page: Page, text: string): Promise<void> {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('hex becomes the bytes that arrive', async ({ page, stack, newClient, expectAccessible }) => {
  const console = await ConsolePage.open(page, stack);
  const receiver = newClient();
  await receiver.call('session:login', { name: 'Receiver of hex' });
  await receiver.call('room:join', { room: 'hex' });
  const received = new Promise<Uint8Array | undefined>((resolve) => {
    receiver.on('message:sent', ({ attachment }) => resolve(attachment?.bytes));
  });
  await console.logIn('Alice', 'Alice in hex');
  await console.join('Alice', 'hex');
  await console.pick('message:send');
  await console.field('room').fill('hex');
  await button(page, 'Add attachment').click();
  await console.field('name').fill('a.bin');
  await console.field('type').fill('application/octet-stream');
  await page.getByText('Hex', { exact: true }).click();
  await console.field('bytes').fill('de ad be');
  await expect(page.getByText('3 B', { exact: true })).toBeVisible();
  await page.getByText('Bytes of bytes').click();
  await expectAccessible(page);
  await console.field('bytes').fill('de ad b');
  await expect(console.problems).toContainText('one digit instead of two, at position 7');
  await console.field('bytes').fill('de ad be ef');
  await console.expectSent();
  expect([...((await received) ?? [])]).toEqual([0xde, 0xad, 0xbe, 0xef]);
});

test('a value of a reply is pointed at, named, and used in the next message; it survives a reload', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who points');
  await expect(page.getByRole('region', { name: 'Reply' })).toContainText('token: "•••"');
  await expectAccessible(page);
  await button(page, 'Use data.user.name as variable…').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('who');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await button(page, 'Use data.token as variable…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await button(page, 'Variables (2)').click();
  await expect(page.getByRole('textbox', { name: 'Value of token' })).toHaveValue('•••');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.reload();
  await console.expectConnected('Alice');
  await console.pick('system:echo');
  await console.openTab('JSON');
  await json(page, 'system:echo').fill('{ "value": ["{{who}}", "{{later}}"] }');
  await expect(console.problems).toContainText('The variable "later" has no value: set it under Variables');
  await console.pressBlockedSend();
  await expect(console.problems).toBeFocused();
  await page.getByRole('button', { name: /variable "later" has no value/ }).click();
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('5');
  await button(page, 'Add').click();
  await page.keyboard.press('Escape');
  await console.expectSent();
  await expect(console.rows(/Alice reply to system:echo ok/)).toContainText('["Alice who points", 5]');
});

test('a message is copied as TypeScript, curl and JSON, and its JSON is pasted back into its own event', async ({
  page,
  stack,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill(`it's "quoted" $HOME \`id\``);
  let copied = '';
  for (const [format, sign] of [
    ['TypeScript', "client.call('message:send', {"],
    ['curl', '"Authorization: Bearer $TOKEN"'],
    ['JSON', '"event": "message:send"'],
  ] as const) {
    await button(page, 'Copy as').click();
    await page.getByRole('menuitem', { name: format }).click();
    await expect(notices(page)).toContainText(`Copied as ${format}.`);
    copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(sign);
  }
  await console.field('text').fill('something else');
  await console.pick('room:join');
  await pasteOutside(page, copied);
  await expect(page.getByRole('heading', { name: 'message:send' })).toBeVisible();
  await expect(console.field('text')).toHaveValue(`it's "quoted" $HOME \`id\``);
  await expect(notices(page)).toContainText('Pasted into the draft of message:send.');
  await button(page, 'Undo').click();
  await expect(page.getByRole('heading', { name: 'room:join' })).toBeVisible();
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('something else');
});

test('what cannot be pasted or copied says why', async ({ page, stack, context }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('room:join');
  await pasteOutside(page, 'just some words');
  await expect(notices(page)).toContainText('Not JSON');
  await button(page, 'Copy as').click();
  const curl = page.getByRole('menuitem', { name: /^curl/ });
  await expect(curl).toHaveAttribute('aria-disabled', 'true');
  await expect(curl).toContainText('not served over HTTP');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('{ "room": "pasted" }'));
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(console.field('room')).toHaveValue('pasted');
  await context.clearPermissions();
  await button(page, 'Copy as').click();
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(notices(page)).toContainText('does not let this page read the clipboard');
});

test('repeats so many times, goes on behind another page, and stops with its chip or its client', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  const start = async (every: string, times: string): Promise<void> => {
    await button(page, 'Repeat').click();
    await page.getByRole('textbox', { name: 'Every' }).fill(every);
    await page.getByRole('textbox', { name: 'Times' }).fill(times);
    await button(page, 'Start as Alice').click();
  };
  await console.pick('system:time');
  await start('20', '5');
  await expect(notices(page)).toContainText(
    'Repeated system:time as Alice, 5 of 5 times. 5 ok, 0 errors. Done.',
  );
  await expect(console.lastReply).toContainText('OK in');
  await expect(console.rows(/Alice reply to system:time ok/)).toHaveCount(5);

  await start('50', '10000');
  await console.pick('room:list');
  await button(page, /^Stop repeating system:time as /).click();
  await expect(notices(page)).toContainText(/of 10000 times. \d+ ok, 0 errors. Stopped\./);
  await console.pick('system:time');

  await start('50', '10000');
  await button(page, 'Disconnect').click();
  await expect(notices(page)).toContainText('Stopped: Alice was disconnected.');
});

test('axe finds nothing in repetition, Copy as and a custom event', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await button(page, 'Repeat').click();
  await expect(page.getByRole('textbox', { name: 'Every' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await button(page, 'Copy as').click();
  await expect(page.getByRole('menuitem', { name: 'TypeScript' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await console.pick('Custom event…');
  await page.getByText('Binary', { exact: true }).click();
  await expectAccessible(page);
});

test('on a phone Send is as wide as the screen and everything can be reached', async ({
  page,
  stack,
  expectAccessible,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const console = await ConsolePage.open(page, stack);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Events' }).click();
  await console.pick('system:echo');
  await button(page, 'Generate').click();
  await expect(notices(page)).toContainText('generated payload');
  await console.expectSent();
  const send = await console.send.boundingBox();
  expect(send?.width).toBeGreaterThan(300);
  await expect(page.getByRole('region', { name: 'Reply' })).toBeVisible();
  for (const name of ['Example', 'Generate', 'Copy as', 'Repeat', 'Send']) {
    await expect(button(page, name)).toBeInViewport({ ratio: 1 });
  }
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
