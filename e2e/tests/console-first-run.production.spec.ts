import { ConsolePage } from '../stack/console-page.ts';
import { region, separator } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

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
  const quickStart = region(page, 'Quick start as Alice');
  await expect(quickStart).toContainText('In general with Alice 2, Bob.');
  await expect(quickStart).toContainText('Hello from Bob!');
  await steps.getByRole('button', { name: 'Close the sample traffic' }).click();
  await expect(steps).toBeHidden();
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  await expect(console.rows(/message:sent/)).toHaveCount(0);
  await expect(steps).toBeHidden();
});

test('sample traffic says what keeps it from running', async ({ page, stack }) => {
  await ConsolePage.open(page, stack);
  await page.getByRole('banner').getByRole('button', { name: 'Disconnect' }).click();
  const steps = region(page, 'First steps');
  await steps.getByRole('button', { name: 'Sample traffic' }).click();
  await expect(steps).toContainText('There is no connection: connect both clients');
});

test('sample traffic can be stopped', async ({ page, stack }) => {
  // Nothing is answered, so that there is time to stop.
  await page.route('**/socket.io/**', () => undefined);
  await page.goto(stack.consoleUrl);
  const steps = region(page, 'First steps');
  await steps.getByRole('button', { name: 'Sample traffic' }).click();
  await expect(steps).toContainText('Alice logs in');
  await steps.getByRole('button', { name: 'Stop the sample traffic' }).click();
  await expect(steps).toContainText('Stopped. Messages that were sent stay sent.');
});

test('a server that is away, and an address without Socket.IO, are explained where one writes', async ({
  page,
  stack,
}) => {
  const notice = region(page, 'No connection');
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close());
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
    await expect(page.getByText('a reload loses the changes')).toBeVisible();
    await expect(console.field('text')).toHaveValue('still writable');
    expect(errors).toEqual([]);
  });
}

const GARBAGE = ['{', '5', 'null', '[]', '{"state":{"selection":{"kind":"gone"},"sideTab":7,"widths":"x"}}'];

test('garbage in storage shows the console as it begins', async ({ context, stack }) => {
  for (const garbage of GARBAGE) {
    await test.step(garbage, async () => {
      const page = await context.newPage();
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await page.addInitScript((text) => {
        Storage.prototype.getItem = () => text;
      }, garbage);
      const console = await ConsolePage.open(page, stack);
      await expect(region(page, 'Quick start as Alice')).toBeVisible();
      await expect(separator(page, 'Width of the events')).toHaveAttribute('aria-valuenow', '280');
      await console.pick('message:send');
      await expect(console.field('text')).toBeVisible();
      expect(errors).toEqual([]);
      await page.close();
    });
  }
});

test('a failure of the whole console shows what to do, and a reset of the layout keeps the drafts', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('kept');
  await page.addInitScript(() => {
    const stored = localStorage.getItem('switchboard.layout.ui') ?? '';
    if (!stored.includes('message:send')) return;
    window.matchMedia = () => {
      throw new Error('no media queries');
    };
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The console failed' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Reset the layout and reload' }).click();
  await expect(region(page, 'Quick start as Alice')).toBeVisible();
  await console.pick('message:send');
  await expect(console.field('text')).toHaveValue('kept');
});

test('without JavaScript the page says what to do', async ({ browser, stack }) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(stack.consoleUrl);
  // Playwright's text locators pass over everything inside `noscript`.
  const hint = page.locator('noscript p');
  await expect(hint).toBeVisible();
  expect(await hint.textContent()).toContain('JavaScript is off: allow it');
  await context.close();
});
