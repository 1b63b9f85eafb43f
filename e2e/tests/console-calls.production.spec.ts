import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

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

  await console.problems.getByRole('button', { name: 'Send anyway (invalid)' }).click();
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
  // Both places show the time of the same call.
  const [, time = ''] = /in (.+? m?s)/.exec((await console.lastReply.textContent()) ?? '') ?? [];
  expect(time).not.toBe('');
  await expect(console.rows(/Alice error reply to mesage:send NOT_FOUND/)).toContainText(time);
});

test('form and JSON are one draft, and a draft survives a reload', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('written in the form');
  await console.openTab('JSON');
  const editor = page.getByRole('textbox', { name: 'Payload of message:send' });
  await expect(editor).toContainText('"written in the form"');
  await console.overwrite(editor, '{ "room": "general", "text": "written in JSON" }');
  await console.openTab('Form');
  await expect(console.field('text')).toHaveValue('written in JSON');
  await page.reload();
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('written in JSON');
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
