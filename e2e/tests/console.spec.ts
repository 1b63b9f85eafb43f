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

test('form and JSON are one draft, and a draft survives a reload', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('written in the form');
  await console.openTab('JSON');
  const editor = page.getByRole('textbox', { name: 'Payload of message:send' });
  await expect(editor).toContainText('"written in the form"');
  await editor.fill('{ "room": "general", "text": "written in JSON" }');
  await console.openTab('Form');
  await expect(console.field('text')).toHaveValue('written in JSON');
  await page.reload();
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('written in JSON');
});

test('a payload that does not fit is refused in the editor and, sent anyway, by the server', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who errs');
  await console.pick('message:send');
  await console.field('room').fill('Not A Room');
  await expect(console.problems).toContainText('room');
  await console.pressBlockedSend();
  await expect(console.problems).toBeFocused();
  await expect(console.rows(/message:send/)).toHaveCount(0);

  await page.getByRole('button', { name: 'More ways to send' }).click();
  await page.getByRole('menuitem', { name: 'Send anyway (invalid)' }).click();
  await expect(console.lastReply).toContainText('BAD_REQUEST');
  await console.rows(/Alice error reply to message:send BAD_REQUEST/).click();
  await console.openTab('Contract check');
  await expect(page.getByRole('list', { name: 'Issues in the reply' })).toContainText('room');
});

test('an unknown event is answered', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('Custom event…');
  await console.field('Event name').fill('mesage:send');
  await console.expectSent('NOT_FOUND');
});

test('an attachment arrives byte for byte', async ({ page, stack, newClient }) => {
  const console = await ConsolePage.open(page, stack);
  const receiver = newClient();
  await receiver.call('session:login', { name: 'Receiver of files' });
  await receiver.call('room:join', { room: 'files' });
  const received = new Promise<Uint8Array | undefined>((resolve) => {
    receiver.on('message:sent', ({ attachment }) => resolve(attachment?.bytes));
  });
  const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256));

  await console.logIn('Alice', 'Alice with a file');
  await console.join('Alice', 'files');
  await console.pick('message:send');
  await console.field('room').fill('files');
  await console.field('text').fill('a file');
  await page.getByRole('button', { name: 'Add attachment' }).click();
  await console.field('name').fill('data.bin');
  await console.field('type').fill('application/octet-stream');
  await page
    .getByLabel('Bytes')
    .setInputFiles({ name: 'data.bin', mimeType: 'application/octet-stream', buffer: bytes });
  await console.expectSent();

  expect(Buffer.from((await received) ?? []).equals(bytes)).toBe(true);
  await console.rows(/Alice received message:sent .*a file/).click();
  await page.getByRole('region', { name: 'Details' }).getByRole('tab', { name: 'Pretty' }).click();
  await expect(page.getByRole('region', { name: 'Details' })).toContainText(
    bytes.toString('base64').slice(0, 60),
  );
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
  await console.rows(/Alice reply to message:history ok/).click();
  for (const text of ['one', 'two', 'three']) await expect(console.details).toContainText(`text: "${text}"`);
});
