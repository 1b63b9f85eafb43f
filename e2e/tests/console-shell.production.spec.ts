import { goTo } from '../stack/by-keyboard.ts';
import { ConsolePage } from '../stack/console-page.ts';
import { notices, region, separator, share } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

test('the columns, the tabs and the top bar with seven clients fit any width, and no page scrolls', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  for (const name of ['Carol', 'Dave', 'Erin', 'Frank', 'A name of thirty-two characters.']) {
    await page.getByRole('button', { name: 'Add a client' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  const clipped = () =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const bar = [...document.querySelectorAll('header button, header section')];
      const outside = bar
        // The clients scroll.
        .filter((part) => !part.closest('ul') && part.getBoundingClientRect().right > window.innerWidth)
        .map((part) => part.getAttribute('aria-label') ?? part.textContent);
      return { wide: scrollWidth > innerWidth, high: scrollHeight > innerHeight, outside };
    });
  for (const panel of ['Timeline', 'Contract', 'Charts']) {
    await page.setViewportSize({ width: 1920, height: 700 });
    await console.openTab(panel);
    for (const width of [1920, 1440, 1200, 1024, 900, 390]) {
      await page.setViewportSize({ width, height: 700 });
      // The console arranges its panels anew once it knows the width.
      await expect
        .poll(clipped, `${panel} at ${width} px`)
        .toEqual({ wide: false, high: false, outside: [] });
      // Whom the console sends as is in sight, with what can be done with it.
      const options = page.getByRole('button', { name: 'Options of A name of thirty-two' });
      await expect(options).toBeInViewport({ ratio: 1 });
    }
  }
  // Where the tabs of the panels do not fit, a menu beside them has all.
  await page.setViewportSize({ width: 1280, height: 800 });
  const recordings = page.getByRole('tab', { name: 'Recordings' });
  await expect(recordings).not.toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'All panels' }).click();
  await page.getByRole('menuitemradio', { name: 'Recordings' }).click();
  await expect(recordings).toBeInViewport({ ratio: 1 });
  await expect(recordings).toHaveAttribute('aria-selected', 'true');
});

test('the top bar says whom the console sends as, and how it is connected', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  const bar = page.getByRole('banner');
  await expect(bar).toContainText(/Switchboard.*chat \d+\.\d+\.\d+/);
  await expect(bar).toContainText(new URL(stack.serverUrl).host);
  await expect(bar).toContainText('namespace /');
  await expect(bar).toContainText('websocket');
  await expect(bar).toContainText(/connected\s*0:\d\d/);
  await bar.getByRole('button', { name: 'Disconnect' }).click();
  await expect(console.chip('Alice')).toHaveAccessibleName('Alice, disconnected');
  await expect(region(page, 'No connection')).toContainText('Alice is disconnected');
  await region(page, 'No connection').getByRole('button', { name: 'Connect now' }).click();
  await console.expectConnected('Alice');
  await expect(region(page, 'No connection')).toBeHidden();
});

test('splitters move by key, stay where they are over a reload, and reset', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  const events = separator(page, 'Width of the events');
  await expect(events).toHaveAttribute('aria-valuenow', '280');
  await events.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(events).toHaveAttribute('aria-valuenow', '330');
  await page.reload();
  await expect(events).toHaveAttribute('aria-valuenow', '330');
  await events.dblclick();
  await expect(events).toHaveAttribute('aria-valuenow', '280');
});

test('the palette reaches events, clients, panels and everything that the console does', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('textbox', { name: 'Find a command' });
  await expect(search).toBeFocused();
  // Letter by letter, as a person writes: the search after each of them loses none.
  await page.keyboard.type('message:history');
  await expect(search).toHaveValue('message:history');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'message:history' })).toBeVisible();
  await goTo(page, 'message:sent');
  await expect(region(page, 'About message:sent')).toBeVisible();
  await goTo(page, 'switch to bob');
  await expect(console.chip('Bob')).toHaveAttribute('aria-pressed', 'true');
  await goTo(page, 'show connection');
  await expect(page.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
  await goTo(page, 'disconnect bob');
  await expect(console.chip('Bob')).toHaveAccessibleName('Bob, disconnected');
  await goTo(page, 'connect bob');
  await console.expectConnected('Bob');
  await goTo(page, 'theme dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await goTo(page, 'show timeline');
  await goTo(page, 'pause');
  await expect(page.getByRole('button', { name: 'Resume the timeline' })).toBeVisible();
  await goTo(page, 'clear the timeline');
  await expect(console.rows(/connecting/)).toHaveCount(0);
  await goTo(page, 'custom event');
  await expect(region(page, 'Custom event')).toBeVisible();
  await goTo(page, 'quick start');
  await expect(region(page, 'Quick start as Bob')).toBeVisible();
  await goTo(page, 'keys');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('the keys are listed, and letters are left to who types', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help.getByRole('row', { name: 'p Pause or resume the timeline Timeline' })).toBeVisible();
  await page.keyboard.press('p');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  const pause = page.getByRole('button', { name: 'Pause the timeline' });
  await expect(pause).toBeVisible();

  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Search events' })).toBeFocused();
  await page.keyboard.type('fp?');
  await expect(page.getByRole('textbox', { name: 'Search events' })).toHaveValue('fp?');
  await expect(pause).toBeVisible();
  await page.getByRole('textbox', { name: 'Search events' }).fill('');

  await page.getByRole('tab', { name: 'Connection' }).click();
  await page.keyboard.press('f');
  await expect(page.getByRole('textbox', { name: 'Filter' })).toBeFocused();
});

test('a part that could not be fetched is fetched by "Try again", with its styles', async ({
  page,
  stack,
}) => {
  // Without the parts that the browser fetches once it is idle.
  await page.route('**/console/', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replaceAll(/<link rel="prefetch"[^>]*>/g, '');
    await route.fulfill({ response, body: html });
  });
  await ConsolePage.open(page, stack);
  await page.route(/charts-panel/, (route) => route.abort());
  await page.getByRole('tab', { name: 'Charts' }).click();
  const failure = page.getByRole('alert').filter({ hasText: 'Charts cannot be shown' });
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(failure).toBeVisible();
  await page.unroute(/charts-panel/);
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: /latenc/i }).first()).toBeVisible();
  const styled = await page.evaluate(() =>
    [...document.styleSheets].some(({ href }) => href?.includes('charts-panel')),
  );
  expect(styled).toBe(true);
});

test('the address names the event and the panel, and opens them', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:echo');
  await page.getByRole('tab', { name: 'Connection' }).click();
  await expect(page).toHaveURL(/\?event=system:echo&panel=connection$/);
  const other = await page.context().newPage();
  await other.goto(page.url().replace('system:echo', 'system:time'));
  await expect(other.getByRole('heading', { name: 'system:time' })).toBeVisible();
  await expect(other.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
});

test('Enter in the search of events opens the first that fits', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.keyboard.press('/');
  await page.keyboard.type('echo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'system:echo' })).toBeVisible();
});

test('keys of one character can be turned off', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.getByRole('checkbox', { name: 'Keys of one character' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.reload();
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Search events' })).not.toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
});

test('the first Tab after a load goes to the top bar', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('banner').locator(':focus')).toBeVisible();
});

test('the status bar shows socket, round trip, rates and rows', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  const bar = page.getByRole('contentinfo').last();
  await expect(bar).toContainText(/Alice: \S{20}/);
  await expect(bar).toContainText('round trip –');
  await console.pick('system:time');
  await console.expectSent();
  await expect(bar).toContainText(/round trip \d+(\.\d)? ms/);
  await expect(async () => {
    await console.send.click();
    await expect(bar).toContainText(/out [1-9]\d*\/s/, { timeout: 2_000 });
  }).toPass();
  await expect(bar).toContainText('out 0/s');
  await expect(bar).toContainText(/\d+ of 10,000 rows\s*0 dropped/);
  await console.as('Bob');
  await expect(bar).toContainText('round trip –');
});

test('axe finds nothing in the palette, where a link is made and opened, and where there is no connection', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Find a command' }).fill('room');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await console.pick('message:send');
  const link = await share(page);
  await page.getByRole('button', { name: 'Share a link' }).click();
  await expect(page.getByRole('dialog', { name: 'Share a link' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.goto(link);
  await expect(notices(page)).toContainText('message:send');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(region(page, 'No connection')).toBeVisible();
  await expectAccessible(page);
});

test('on a phone every panel works, and axe finds nothing', async ({ page, stack, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const console = await ConsolePage.open(page, stack);
  const tabs = page.getByRole('navigation', { name: 'Panels' });
  await tabs.getByRole('button', { name: 'Events' }).click();
  await console.pick('system:time');
  const send = await console.send.boundingBox();
  expect(send?.width).toBeGreaterThan(300);
  expect((send?.y ?? 0) + (send?.height ?? 0)).toBeLessThan(844);
  await console.expectSent();
  await expectAccessible(page);
  await tabs.getByRole('button', { name: 'Timeline' }).click();
  await expect(console.rows(/Alice sent system:time/)).toBeVisible();
  await tabs.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: 'Timeline' })).toBeHidden();
  await page.getByRole('button', { name: 'Command palette' }).click();
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  await expectAccessible(page);
});
