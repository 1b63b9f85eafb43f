import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import type { Stack } from '../stack/stack.ts';
import { expect, test } from '../stack/test.ts';

/** How many times slower than this one the machine of these tests is. */
const SLOWDOWN = 4;

/**
 * Opens the console again with the event that is picked, on a slow machine, up to its first paint. What is no part of
 * the first load arrives only once `release` is called.
 */
async function reopenSlowly(page: Page, { consoleUrl }: Stack): Promise<{ release: () => void }> {
  const html = await (await page.request.get(consoleUrl)).text();
  const firstLoad = html.replaceAll(/<link rel="prefetch"[^>]*>/g, '');
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    const file = route.request().url().split('/').at(-1) ?? '';
    if (!firstLoad.includes(file)) await released;
    await route.continue();
  });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('main').waitFor();
  return { release };
}

test('every key is heard as soon as the console is in the page, before the browser can act on it', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('session:login');
  await page.addInitScript(() => {
    const ignored: string[] = [];
    const press = (key: string, ctrlKey: boolean): void => {
      const event = new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true });
      if (document.body.dispatchEvent(event)) ignored.push(ctrlKey ? `Ctrl+${key}` : key);
    };
    // Runs after the change that puts the console into the page, and before that is painted.
    new MutationObserver((_, observer) => {
      if (!document.querySelector('main')) return;
      observer.disconnect();
      // First, as it leaves the key to a field that has the focus.
      press('Enter', true);
      for (const key of ['/', 'f', 'p', 'j', 'k', 'r', 'e', 'd', '?']) press(key, false);
      for (const key of ['s', 'k']) press(key, true);
      document.documentElement.dataset.ignoredKeys = ignored.join(' ');
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-ignored-keys', '');
});

test('Ctrl+S at the first paint opens the dialog that saves, and its name takes what is typed at once', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  const { release } = await reopenSlowly(page, stack);
  await page.keyboard.press('ControlOrMeta+s');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('prefer a draft');
  release();
  const dialog = page.getByRole('dialog', { name: 'Save message:send' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('prefer a draft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Saved' })).toContainText('prefer a draft');
});

test('Ctrl+S says why nothing is saved where there is no draft or no event', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(notices(page)).toContainText('Nothing to save here: pick an event that you send.');
  await console.pick('Custom event…');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(notices(page)).toContainText('Give the event a name before you save it.');
});

test('Ctrl+K at the first paint opens the palette, which takes every letter typed at once', async ({
  page,
  stack,
}) => {
  await ConsolePage.open(page, stack);
  const { release } = await reopenSlowly(page, stack);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('prefer');
  release();
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toHaveValue('prefer');
});

test('Ctrl+S in the palette closes it and opens the dialog that saves', async ({ page, stack }) => {
  await page.clock.install();
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
  // A palette that closes gives the focus back a moment later.
  await page.clock.fastForward(1_000);
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
});

test('a key that leads to a field gives it the focus before the next key can arrive', async ({
  page,
  stack,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await ConsolePage.open(page, stack);
  for (const { keys, field } of [
    { keys: { key: '/' }, field: 'Search events' },
    { keys: { key: 'f' }, field: 'Filter' },
    { keys: { key: 'k', ctrlKey: true }, field: 'Find a command' },
  ]) {
    const focused = await page.evaluate((init) => {
      const press = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
      document.body.dispatchEvent(press);
      return document.activeElement?.getAttribute('aria-label');
    }, keys);
    expect(focused).toBe(field);
  }
});

test('Ctrl+Enter at the first paint sends the draft, and the keys of its row work before the details have arrived', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:echo');
  await page.getByLabel('Filter', { exact: true }).fill('system:echo');
  const { release } = await reopenSlowly(page, stack);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(console.lastReply).toContainText(/^OK in/);
  // The timeline draws a moment later than the reply is shown, and before there is a row there is none to go to.
  await expect(console.rows(/Alice sent system:echo/)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await page.keyboard.press('r');
  await page.keyboard.press('e');
  await expect(console.rows(/Alice reply to system:echo ok/)).toHaveCount(2);
  await expect(notices(page)).toContainText('Loaded what was sent.');
  release();
  await expect(console.details.getByRole('tab', { name: 'Diff' })).toHaveAttribute('aria-selected', 'true');
});
