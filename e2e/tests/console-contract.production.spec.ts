import type { Locator, Page } from '@playwright/test';
import { contract } from '@switchboard/events';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import { expect, test } from '../stack/test.ts';

async function openSection(page: Page, section: string): Promise<Locator> {
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('tab', { name: section }).click();
  return page.getByRole('tabpanel', { name: section });
}

/** Lets everything through but the time, which breaks the contract on its way, and a stranger that comes along. */
async function spoilReplies(page: Page): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (typeof message !== 'string' || !message.includes('"now":')) return socket.send(message);
      socket.send(message.replace(/"now":"[^"]*"/, '"now":"yesterday"'));
      socket.send('42["nobody:knows",{"a":1}]');
    });
  });
}

const withPayload = Object.entries(contract.clientEventMap).flatMap(([event, spec]) =>
  'payload' in spec ? [event] : [],
);

test('what was not tried is sent in one go, and coverage counts what came back', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice of the coverage');
  const panel = await openSection(page, 'Coverage');
  const total = panel.getByRole('progressbar', { name: 'Contract exercised' });
  const before = Number(await total.getAttribute('aria-valuenow'));
  await panel.getByRole('button', { name: 'Send what I have not tried' }).click();
  const outcomes = panel.getByRole('status', { name: 'Replies to what was not tried' }).getByRole('listitem');
  await expect(outcomes.filter({ hasText: 'room:join' })).toContainText('OK');
  await expect(outcomes.filter({ hasText: 'message:send' })).toContainText('ROOM_NOT_JOINED');
  await expect(outcomes.filter({ hasText: 'session:logout' })).toContainText('skipped');
  await expect(panel.getByRole('row', { name: /^message:send/ })).toContainText('ROOM_NOT_JOINED seen');
  expect(Number(await total.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await expect(console.chip('Alice')).toBeVisible();

  await panel.getByRole('checkbox', { name: 'Also events that end the login' }).check();
  await panel.getByRole('button', { name: 'Send what I have not tried' }).click();
  await expect(outcomes.filter({ hasText: 'session:logout' })).toContainText('OK');
  await expect(panel).toContainText('Every client event was sent at least once.');

  await panel.getByRole('button', { name: 'Reset the counts' }).click();
  await expect(panel.getByText('0 %')).toBeVisible();
});

test('coverage stays when the timeline is cleared', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:time');
  await console.expectSent();
  await page.getByRole('button', { name: 'Clear the timeline' }).click();
  const panel = await openSection(page, 'Coverage');
  await expect(panel.getByRole('row', { name: /^system:time 1 1/ })).toBeVisible();
});

test('the server refuses every wrong payload of every event with a payload', async ({
  page,
  context,
  stack,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice of the matrix');
  const panel = await openSection(page, 'Invalid payloads');
  const verdict = panel.getByRole('status', { name: 'What the server did' });
  for (const event of withPayload) {
    await console.pick(event);
    const send = panel.getByRole('button', { name: /^Send all \d+/ });
    const count = /\d+/.exec((await send.textContent()) ?? '')?.[0];
    await send.click();
    await expect(verdict).toContainText(`${count} of ${count}:`);
    await expect(verdict).toHaveText(`${count} of ${count}:${count} rejected`);
  }
  await panel.getByRole('button', { name: 'Copy report' }).click();
  await expect(notices(page)).toContainText('Copied the report');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain(`# Invalid payloads of ${withPayload.at(-1)}`);
  expect(report).toMatch(/: missing \| left out \| rejected \| BAD_REQUEST \| yes \|/);
});

test('without a login the payload is not reached, and the matrix says so', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('room:join');
  const panel = await openSection(page, 'Invalid payloads');
  await panel.getByRole('button', { name: /^Send all/ }).click();
  await expect(panel.getByRole('status', { name: 'What the server did' })).toContainText('not reached');
  await expect(panel.getByRole('listitem').first()).toContainText('not reached: UNAUTHORIZED');
});

test('a wrong payload goes into the editor, and the draft before it comes back', async ({ page, stack }) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('message:send');
  await console.field('text').fill('my draft');
  const panel = await openSection(page, 'Invalid payloads');
  await panel.getByRole('combobox', { name: 'Made from' }).selectOption('from the draft in the editor');
  await panel.getByRole('button', { name: 'Load "room: missing" into the editor' }).click();
  await expect(console.problems).toContainText('room');
  await expect(console.field('text')).toHaveValue('my draft');
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect(console.field('room')).toHaveValue('general');
});

test('what breaks the contract is listed, with a report to copy', async ({
  page,
  context,
  stack,
  expectAccessible,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await spoilReplies(page);
  const console = await ConsolePage.open(page, stack);
  await console.pick('system:time');
  await expect(page.getByText('websocket').first()).toBeVisible();
  await console.expectSent();
  const panel = await openSection(page, 'Violations');
  const list = panel.getByRole('list', { name: 'Violations' });
  await expect(list).toContainText('nobody:knows');
  await expect(list).toContainText('system:time');
  await expect(list).toContainText('now Invalid ISO datetime');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Copy report' }).click();
  await expect(notices(page)).toContainText('Copied the report');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('## `system:time`: a reply');
  expect(report).toContain('"now": "yesterday"');
  expect(report).toContain('## `nobody:knows`: an event that the contract does not have');
});

test('axe finds nothing in coverage, invalid payloads and violations', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.pick('room:leave');
  const coverage = await openSection(page, 'Coverage');
  await expectAccessible(page);
  await coverage.getByRole('button', { name: 'Send what I have not tried' }).click();
  await expect(coverage.getByRole('listitem').filter({ hasText: 'system:time' })).toBeVisible();
  await expectAccessible(page);
  const invalid = await openSection(page, 'Invalid payloads');
  await expectAccessible(page);
  await invalid.getByRole('button', { name: /^Send all/ }).click();
  await expect(invalid.getByRole('button', { name: /^Send all/ })).toBeVisible();
  await expectAccessible(page);
  await openSection(page, 'Violations');
  await expectAccessible(page);
});

test("on a phone axe finds nothing in the contract's panel", async ({ page, stack, expectAccessible }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const console = await ConsolePage.open(page, stack);
  const panels = page.getByRole('navigation', { name: 'Panels' });
  await panels.getByRole('button', { name: 'Events' }).click();
  await console.pick('room:leave');
  await panels.getByRole('button', { name: 'More' }).click();
  const coverage = await openSection(page, 'Coverage');
  await coverage.getByRole('button', { name: 'Send what I have not tried' }).click();
  await expect(coverage.getByRole('listitem').filter({ hasText: 'system:time' })).toBeVisible();
  await expectAccessible(page);
  const invalid = await openSection(page, 'Invalid payloads');
  await invalid.getByRole('button', { name: /^Send all/ }).click();
  await expect(invalid.getByRole('button', { name: /^Send all/ })).toBeVisible();
  await expectAccessible(page);
  await openSection(page, 'Violations');
  await expectAccessible(page);
});
