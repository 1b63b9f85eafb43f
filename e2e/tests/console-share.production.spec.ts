import { ConsolePage } from '../stack/console-page.ts';
import { notices, separator, share } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

test('a link carries what was picked, written, filtered and arranged', async ({ page, stack, browser }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('from the link');
  await page.getByRole('textbox', { name: 'Filter' }).fill('message');
  await separator(page, 'Width of the events').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Connection' }).click();
  const link = await share(page);

  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const other = await context.newPage();
  await other.setViewportSize({ width: 1440, height: 900 });
  await other.goto(link);
  await expect(other.getByRole('textbox', { name: 'text' })).toHaveValue('from the link');
  await expect(other.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
  await expect(separator(other, 'Width of the events')).toHaveAttribute('aria-valuenow', '290');
  await expect(notices(other)).toContainText(/Opened from a link: message:send\.Undo/);
  await other.getByRole('tab', { name: 'Timeline' }).click();
  await expect(other.getByRole('textbox', { name: 'Filter' })).toHaveValue('message');
  expect(new URL(other.url()).hash).toBe('');
  await context.close();
});

test('a link replaces no draft for good: Undo brings it back, after a reload too', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('from the link');
  const link = await share(page);
  await console.field('text').fill('my own words');
  await console.pick('system:time');

  await page.goto(link);
  const notice = notices(page);
  await expect(notice).toContainText('It replaced a draft of yours');
  await expect(console.field('text')).toHaveValue('from the link');
  await page.reload();
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'system:time' })).toBeVisible();
  await expect(notice).not.toContainText('Opened from a link');
  await page.reload();
  await expect(console.chip('Alice')).toBeVisible();
  await expect(notice).not.toContainText('Opened from a link');
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('my own words');
});

test('a link carries no token, says so, and one that is too long is refused', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice who shares');
  const stored = await page.evaluate(() => sessionStorage.getItem('switchboard.identity.client-0'));
  const { token } = JSON.parse(stored ?? '{}');
  expect(token).toBeTruthy();
  await console.pick('Custom event…');
  await console.field('Event name').fill('try:token');
  const editor = page.getByRole('textbox', { name: 'Payload' });
  await console.overwrite(editor, JSON.stringify({ token, room: 'general' }));
  await page.getByRole('button', { name: 'Share a link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share a link' });
  await expect(dialog).toContainText('Left out: token.');
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await page.goto(link);
  await expect(editor).toContainText('"general"');
  await expect(editor).not.toContainText(token);

  const random = Array.from({ length: 20_000 }, () => Math.random().toString(36).at(-1)).join('');
  await page.evaluate((text) => {
    const key = Object.keys(sessionStorage).find((one) => one.endsWith(' (custom payload)')) ?? '';
    sessionStorage.setItem(key, JSON.stringify(JSON.stringify({ text })));
  }, random);
  await page.reload();
  await page.getByRole('button', { name: 'Share a link' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/characters long.*Shorten the draft/);
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeHidden();
});

test('a fragment that is broken or of something else is explained', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  const notice = notices(page);
  for (const [fragment, said] of [
    ['#share=1.notalink', 'This link is broken'],
    ['#share=9.abc', 'newer console'],
    ['#/settings', 'not a link of this console'],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await expect(notice).toContainText(said);
  }
});
