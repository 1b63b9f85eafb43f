import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const separator = (page: Page, name: string) => page.getByRole('separator', { name });

async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Find a command' }).fill(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
}

/** The link that the console makes of what is in sight. */
async function share(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share a link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  return link;
}

test('the rooms fit any width without clipping, and no page scrolls', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  for (const width of [1920, 1440, 1200, 1024, 900, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const clipped = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const bar = [...document.querySelectorAll('header button, header section')];
      const outside = bar.filter((part) => part.getBoundingClientRect().right > window.innerWidth);
      return { wide: scrollWidth > innerWidth, high: scrollHeight > innerHeight, outside: outside.length };
    });
    expect(clipped, `at ${width} px`).toEqual({ wide: false, high: false, outside: 0 });
  }
});

test('the top bar tells whom the console sends as, and how it is connected', async ({ page, stack }) => {
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
  await runCommand(page, 'message:history');
  await expect(page.getByRole('heading', { name: 'message:history' })).toBeVisible();
  await runCommand(page, 'message:sent');
  await expect(region(page, 'About message:sent')).toBeVisible();
  await runCommand(page, 'switch to bob');
  await expect(console.chip('Bob')).toHaveAttribute('aria-pressed', 'true');
  await runCommand(page, 'show connection');
  await expect(page.getByRole('tab', { name: 'Connection' })).toHaveAttribute('aria-selected', 'true');
  await runCommand(page, 'disconnect bob');
  await expect(console.chip('Bob')).toHaveAccessibleName('Bob, disconnected');
  await runCommand(page, 'connect bob');
  await console.expectConnected('Bob');
  await runCommand(page, 'theme dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await runCommand(page, 'show timeline');
  await runCommand(page, 'pause');
  await expect(page.getByRole('button', { name: 'Resume the timeline' })).toBeVisible();
  await runCommand(page, 'clear the timeline');
  await expect(console.rows(/connecting/)).toHaveCount(0);
  await runCommand(page, 'custom event');
  await expect(region(page, 'Send a custom event')).toBeVisible();
  await runCommand(page, 'quick start');
  await expect(region(page, 'Quick start as Bob')).toBeVisible();
  await runCommand(page, 'keys');
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

test('the status bar tells socket, round trip, rates and rows', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  const bar = page.getByRole('contentinfo').last();
  await expect(bar).toContainText(/Alice: \S{20}/);
  await expect(bar).toContainText('round trip –');
  await console.pick('system:time');
  await console.expectSent();
  await expect(bar).toContainText(/round trip \d+(\.\d)? ms \(median of 20\)/);
  await expect(bar).toContainText(/out 1\/s/);
  await expect(bar).toContainText(/out 0\/s/);
  await expect(bar).toContainText(/\d+ of 5,000 rows\s*0 dropped/);
  await console.as('Bob');
  await expect(bar).toContainText('round trip –');
});

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
  await expect(other.getByRole('status', { name: 'Opened link' })).toHaveText(
    /^Opened from a link: message:send\.Undo$/,
  );
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
  const notice = page.getByRole('status', { name: 'Opened link' });
  await expect(notice).toContainText('It replaced a draft of yours');
  await expect(console.field('text')).toHaveValue('from the link');
  await page.reload();
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'system:time' })).toBeVisible();
  await expect(notice).toBeEmpty();
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
  await editor.fill(JSON.stringify({ token, room: 'general' }));
  await page.getByRole('button', { name: 'Share a link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share a link' });
  await expect(dialog).toContainText('Left out: the token of Alice.');
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await page.goto(link);
  await expect(editor).toContainText('"general"');
  await expect(editor).not.toContainText(token);

  const random = Array.from({ length: 20_000 }, () => Math.random().toString(36).at(-1)).join('');
  await page.evaluate(
    (text) =>
      localStorage.setItem('switchboard.draft.(custom payload)', JSON.stringify(JSON.stringify({ text }))),
    random,
  );
  await page.reload();
  await page.getByRole('button', { name: 'Share a link' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/characters long.*Shorten the draft/);
  await expect(dialog.getByRole('button', { name: 'Copy' })).toBeHidden();
});

test('a fragment that is broken or of something else is explained', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  const notice = page.getByRole('status', { name: 'Opened link' });
  for (const [fragment, said] of [
    ['#share=1.notalink', 'This link is broken'],
    ['#share=9.abc', 'newer console'],
    ['#/settings', 'no link of this console'],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await expect(notice).toContainText(said);
    await notice.getByRole('button', { name: 'Close this notice' }).click();
    await expect(notice).toBeEmpty();
  }
});

test('sample traffic fills the console at one click, with other names where they are taken', async ({
  page,
  stack,
  newClient,
}) => {
  const squatter = newClient();
  expect((await squatter.call('session:login', { name: 'Alice' })).ok).toBe(true);
  const console = await ConsolePage.open(page, stack);
  const steps = region(page, 'First steps');
  await expect(steps).toContainText('Nothing was sent yet.');
  await steps.getByRole('button', { name: 'Sample traffic' }).click();
  await expect(steps).toContainText('Alice 2 and Bob said hello in general');
  await expect(console.rows(/Alice error reply to session:login NAME_TAKEN/)).toBeVisible();
  await expect(console.rows(/Bob received message:sent .*Hello from Alice 2!/)).toBeVisible();
  await steps.getByRole('button', { name: 'Close the sample traffic' }).click();
  await expect(steps).toBeHidden();
});

test('sample traffic can be stopped, and says what keeps it from running', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.getByRole('banner').getByRole('button', { name: 'Disconnect' }).click();
  const steps = region(page, 'First steps');
  await steps.getByRole('button', { name: 'Sample traffic' }).click();
  await expect(steps).toContainText(/The server refused|no connection|DISCONNECTED/);

  await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click();
  // Whatever is sent from here on is held back, so that there is time to stop.
  await page.context().setOffline(true);
  await page.routeWebSocket(/socket\.io/, () => undefined);
  await page.reload().catch(() => undefined);
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole('button', { name: 'Sample traffic' }).click();
  await page.getByRole('button', { name: 'Stop the sample traffic' }).click();
  await expect(steps).toContainText('Stopped: what was sent stays sent.');
});

test('a server that is away, and an address without Socket.IO, are explained where one writes', async ({
  page,
  stack,
}) => {
  const notice = region(page, 'No connection');
  await page.route('**/socket.io/**', (route) => route.abort('connectionrefused'));
  await page.goto(stack.consoleUrl);
  await expect(notice).toContainText('Alice cannot connect');
  await expect(notice).toContainText(/cannot be reached: check that the server runs/);
  await expect(notice).toContainText(`Tried: ${stack.serverUrl}, attempt`);

  await page.unrouteAll();
  await page.route('**/socket.io/**', (route) =>
    route.fulfill({ status: 404, contentType: 'text/html', body: '<h1>Not found</h1>' }),
  );
  await expect(notice).toContainText(/answers, but not with Socket\.IO: check the path/);
  // It stands above the editor, and in nobody's way.
  await new ConsolePage(page).pick('message:send');
  await expect(new ConsolePage(page).field('text')).toBeEditable();
  await notice.getByRole('button', { name: 'Every attempt' }).click();
  await expect(region(page, 'Connection of Alice')).toContainText('Attempt 1 failed');
  await notice.getByRole('button', { name: 'Stop trying' }).click();
  await expect(notice).toContainText('Alice is disconnected');
});

const FORBIDDEN = () => {
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  }
};

const FULL = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
};

for (const [how, breakStorage] of [
  ['forbidden', FORBIDDEN],
  ['full', FULL],
] as const) {
  test(`with ${how} storage the console works, and says what is lost`, async ({ page, stack }) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.addInitScript(breakStorage);
    const console = await ConsolePage.open(page, stack);
    await console.pick('message:send');
    await console.field('text').fill('still writable');
    await page.getByRole('tab', { name: 'Connection' }).click();
    await expect(page.getByText('changes will not survive a reload')).toBeVisible();
    await expect(console.field('text')).toHaveValue('still writable');
    expect(errors).toEqual([]);
  });
}

for (const garbage of [
  '{',
  '5',
  'null',
  '[]',
  '{"state":{"selection":{"kind":"gone"},"sideTab":7,"widths":"x"}}',
]) {
  test(`garbage in storage shows the console as it begins: ${garbage}`, async ({ page, stack }) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.addInitScript((text) => {
      const names = ['ui', 'layout', 'catalog', 'openings', 'timeout', 'clients', 'identity.client-0'];
      for (const name of names) {
        localStorage.setItem(`switchboard.${name}`, text);
        sessionStorage.setItem(`switchboard.${name}`, text);
      }
      localStorage.setItem('switchboard.draft.message:send', text);
      localStorage.setItem('mantine-color-scheme-value', text);
    }, garbage);
    const console = await ConsolePage.open(page, stack);
    await expect(region(page, 'Quick start as Alice')).toBeVisible();
    await expect(separator(page, 'Width of the events')).toHaveAttribute('aria-valuenow', '280');
    await console.pick('message:send');
    await expect(console.field('text')).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('a failure of the whole console shows what to do, and a reset of the layout keeps the drafts', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('kept');
  await page.addInitScript(() => {
    const stored = localStorage.getItem('switchboard.ui') ?? '';
    if (stored.includes('message:send')) window.matchMedia = () => Promise.reject.call(undefined) as never;
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The console failed' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Reset the layout and reload' }).click();
  await expect(region(page, 'Quick start as Alice')).toBeVisible();
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('kept');
});

test('without JavaScript the page says what to do', async ({ browser, stack }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(stack.consoleUrl);
  await expect(page.getByText('JavaScript is off: allow it')).toBeVisible();
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the shell, ${colorScheme}`, async ({ page, stack, expectAccessible }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    const console = await ConsolePage.open(page, stack);
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('textbox', { name: 'Find a command' }).fill('room');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await console.pick('message:send');
    const link = await share(page);
    await page.getByRole('button', { name: 'Share a link' }).click();
    await expect(page.getByRole('dialog', { name: 'Share a link' })).toBeVisible();
    await expectAccessible(page);
    await page.goto(link);
    await expect(page.getByRole('status', { name: 'Opened link' })).toContainText('message:send');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await expect(region(page, 'No connection')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await expectAccessible(page);
  });

  test(`on a phone every room works, and axe finds nothing, ${colorScheme}`, async ({
    page,
    stack,
    expectAccessible,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    const console = await ConsolePage.open(page, stack);
    const tabs = page.getByRole('navigation', { name: 'Rooms' });
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
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Command palette' }).click();
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expectAccessible(page);
  });
}
