import type { Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const latencies = (page: Page) => page.getByRole('table', { name: 'Latency by event' });
const rates = (page: Page) => page.getByRole('table', { name: /^Messages in each/ });

test('what was sent before the charts were opened is in them, by client and event, until they are reset', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice of the charts');
  await console.logIn('Bob', 'Bob of the charts');
  await console.pick('system:time');
  await console.expectSent();
  await console.openTab('Charts');
  await expect(
    latencies(page).getByRole('row', { name: /^session:login 2 .* ms .* ms .* ms .* ms 0$/ }),
  ).toBeVisible();
  await expect(latencies(page).getByRole('row', { name: /^system:time 1 / })).toBeVisible();
  await expect(rates(page).getByRole('row').nth(1)).toHaveAccessibleName(/^\d\d:\d\d:\d\d [1-9]/);
  await expect(
    page.getByRole('img', { name: /logarithmic scale; p50 .* ms, p95 .* ms, p99 .* ms$/ }),
  ).toBeVisible();

  await page.getByRole('combobox', { name: 'Client of the charts' }).selectOption({ label: 'Alice' });
  await expect(latencies(page).getByRole('row', { name: /^session:login 1 / })).toBeVisible();
  await expect(latencies(page).getByRole('row', { name: /^system:time/ })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Client of the charts' }).selectOption('');
  await page.getByRole('combobox', { name: 'Event of the charts' }).selectOption('system:time');
  await expect(latencies(page).getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(latencies(page)).toContainText('No calls yet.');
  await expect(rates(page)).toContainText('No messages in this time');
});

test('the charts still count what the timeline no longer has', async ({ page, stack, newClient }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice under load');
  await console.join('Alice', 'load');
  const sender = newClient();
  await sender.call('session:login', { name: 'Sender of load' });
  await sender.call('room:join', { room: 'load' });
  // As fast as the rate of the event lets it: the rest waits for its turn.
  for (let sent = 0; sent < 300; sent += 50) {
    const replies = await Promise.all(
      Array.from({ length: 50 }, () =>
        sender.call('message:send', { room: 'load', text: 'x' }, { retry: { attempts: 20 } }),
      ),
    );
    expect(replies.filter(({ ok }) => !ok)).toEqual([]);
  }
  await expect(console.rows(/message:sent/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  await console.openTab('Charts');
  await page.getByRole('combobox', { name: 'Time of the charts' }).selectOption('300');
  await page.getByRole('combobox', { name: 'Event of the charts' }).selectOption('message:sent');
  await expect
    .poll(async () => {
      const texts = await rates(page).locator('tbody tr td:last-child').allTextContents();
      return texts.reduce((sum, text) => sum + Number(text), 0);
    })
    .toBe(300);
});

test('axe finds nothing in the charts, and on a phone they fit', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Charts');
  await expect(latencies(page)).toContainText('No calls yet.');
  await expectAccessible(page);
  await console.pick('system:time');
  await console.expectSent();
  await expect(latencies(page).getByRole('row', { name: /^system:time/ })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'More' }).click();
  await console.openTab('Charts');
  await expect(page.getByRole('img', { name: /^Lines of/ })).toBeVisible();
  await expectAccessible(page);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wider).toBe(false);
});
