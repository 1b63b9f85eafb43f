import type { Page } from '@playwright/test';
import { contract } from '@switchboard/events';
import { ConnectionPanel } from '../stack/connection-panel.ts';
import { openConnections, watchWire } from '../stack/connections.ts';
import { ConsolePage } from '../stack/console-page.ts';
import { notices } from '../stack/places.ts';
import type { Stack } from '../stack/stack.ts';
import { expect, test } from '../stack/test.ts';

test('several clients connect at once, each with its own options', async ({ page, stack }) => {
  const { console, alice, bob } = await openConnections(page, stack);
  await alice.expectTransport('websocket');

  const urls = watchWire(page);
  await bob.openSettings();
  await bob.transport('WebSocket').uncheck();
  await bob.field('Query').fill('shard=7\nnote=of Bob');
  await expect(bob.region).toContainText('Not applied yet: transports, query.');
  await bob.expectTransport('websocket');
  await bob.apply.click();
  await bob.expectTransport('polling');
  await expect(bob.steps).not.toContainText('Upgraded');
  await alice.expectTransport('websocket');
  const queries = urls.map((url) => new URL(url).searchParams);
  expect(queries.length).toBeGreaterThan(0);
  for (const query of queries) {
    expect([query.get('transport'), query.get('shard'), query.get('note')]).toEqual([
      'polling',
      '7',
      'of Bob',
    ]);
  }

  await page.getByRole('button', { name: 'Add a client' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Carol');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const carol = new ConnectionPanel(page, 'Carol');
  await carol.transport('Polling').uncheck();
  await carol.apply.click();
  await expect(carol.steps).toContainText('Open websocket');
  await carol.expectTransport('websocket');

  await console.logIn('Bob', 'Bob who polls');
  await console.logIn('Carol', 'Carol who does not');
  await console.join('Bob', 'options');
  await console.join('Carol', 'options');
  await console.openTab('Timeline');
  await expect(console.rows(/Bob received room:joined .*Carol who does not/)).toBeVisible();
});

test('settings, what is not applied yet and the identity survive a reload', async ({ page, stack }) => {
  const { console, alice, bob } = await openConnections(page, stack);
  await console.logIn('Alice', 'Alice who reloads');
  await alice.transport('WebSocket').uncheck();
  await alice.field('Auth').fill('{ "device": "phone" }');
  await alice.apply.click();
  await alice.expectTransport('polling');
  await alice.field('Query').fill('half');
  await page.reload();
  await alice.expectTransport('polling');
  await expect(alice.region).toContainText('Alice who reloads');
  await expect(alice.field('Auth')).toHaveValue('{\n  "device": "phone"\n}');
  await expect(alice.transport('WebSocket')).not.toBeChecked();
  await expect(alice.field('Query')).toHaveValue('half');
  await expect(alice.region).toContainText('Line 1 is not key=value: write half=…');
  await alice.apply.click();
  await expect(alice.field('Query')).toBeFocused();
  await bob.expectTransport('websocket');
  await console.pick('room:list');
  await console.expectSent();

  const other = await page.context().newPage();
  const there = await openConnections(other, stack);
  await expect(there.alice.region).toContainText('none: not logged in');
  await there.alice.expectTransport('websocket');
  await other.close();
});

test('a pasted token gives its identity, and is hidden until it is asked for', async ({ page, stack }) => {
  const { console, alice, bob } = await openConnections(page, stack);
  await console.logIn('Alice', 'Alice whose token goes round');
  await expect(alice.token).toHaveAttribute('type', 'password');
  const token = await alice.token.inputValue();
  await alice.press('Show the token');
  await expect(alice.token).toHaveAttribute('type', 'text');
  await bob.openSettings();
  await bob.token.fill(token);
  await bob.apply.click();
  await expect(bob.region).toContainText('Alice whose token goes round');
  await console.join('Bob', 'tokens');
  await console.openTab('Timeline');
  await expect(console.rows(/Bob reply to room:join ok .*Alice whose token goes round/)).toBeVisible();
});

test('a client is duplicated, removed and brought back', async ({ page, stack }) => {
  const { console, alice } = await openConnections(page, stack);
  await console.logIn('Alice', 'Alice times two');
  await alice.transport('WebSocket').uncheck();
  await alice.apply.click();
  await alice.expectTransport('polling');
  const inMenu = async (item: string, client: string): Promise<void> => {
    await page.getByRole('button', { name: `Options of ${client}`, exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await inMenu('Duplicate', 'Alice');
  const copy = new ConnectionPanel(page, 'Alice copy');
  await console.expectConnected('Alice copy');
  await copy.expectTransport('polling');
  await expect(copy.region).toContainText('Alice times two');

  await inMenu('Remove', 'Alice copy');
  await expect(console.chip('Alice copy')).toHaveCount(0);
  const shown = notices(page);
  await expect(shown).toContainText('Removed the client Alice copy.');
  await shown.getByRole('button', { name: 'Undo' }).click();
  await console.expectConnected('Alice copy');
  await expect(copy.region).toContainText('Alice times two');
  await inMenu('Remove', 'Alice copy');
  await shown.getByRole('button', { name: 'Close the notice' }).click();
  await expect(shown.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('a server of another version of the contract is met by a reload, or by its own version', async ({
  page,
  stack,
}) => {
  const { console, alice } = await openConnections(page, stack);
  const { name, version } = contract;
  await alice.field('Auth').fill(JSON.stringify({ contract: { name, version: '99.0.0' } }));
  await alice.apply.click();
  await expect(alice.problem).toContainText(
    `This server speaks the contract ${name} ${version}, not ${name} 99.0.0.`,
  );
  await expect(alice.problem).not.toContainText('Correct the auth');
  await expect(alice.region.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  await alice.press(`Connect anyway, as ${name} ${version}`);
  await console.expectConnected('Alice');
});

test('a client goes to another target by key, raw, and back; what the policy of the page forbids is explained', async ({
  page,
  stack,
  expectAccessible,
}) => {
  const { console, alice } = await openConnections(page, stack);
  const choose = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Options of Alice' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Connect to another server' }).press('Enter');
  };
  await choose();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Server URL' })).toBeFocused();
  await page.keyboard.type('http://127.0.0.1:9/chat2');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('elsewhere');
  await page.keyboard.press('Enter');
  await expect(alice.problem).toContainText('does not let it connect to http://127.0.0.1:9/chat2');
  await expect(alice.problem).toContainText('its option "connect"');

  await choose();
  await expect(dialog.getByRole('list', { name: 'Targets' })).toContainText('elsewhere');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Connect to This server, raw' }).press('Enter');
  await console.expectConnected('Alice');
  await expect(alice.region.getByText('Identity')).toHaveCount(0);

  await page.reload();
  await console.expectConnected('Alice');
  await choose();
  await dialog.getByRole('button', { name: 'Remove elsewhere' }).click();
  await expect(dialog.getByRole('list', { name: 'Targets' })).not.toContainText('elsewhere');
  await dialog.getByRole('button', { name: 'Connect to This server, chat' }).press('Enter');
  await console.logIn('Alice', 'Alice who is back');
  await expect(alice.region).toContainText('Alice who is back');
});

test('Reconnect and Disconnect work beside the form, and nothing is wiped or locked', async ({
  page,
  stack,
}) => {
  const { console, alice } = await openConnections(page, stack);
  await console.pick('system:time');
  await console.expectSent();
  const socketId = await alice.region.getByText(/^[\w-]{20}$/).textContent();
  await alice.press('Reconnect');
  await expect(alice.region.getByText(socketId ?? '', { exact: true })).toHaveCount(0);
  await console.expectConnected('Alice');
  await alice.press('Disconnect');
  await expect(console.chip('Alice')).toHaveAccessibleName('Alice, disconnected');
  await expect(alice.field('Path')).toBeEditable();
  await alice.press('Connect');
  await console.expectConnected('Alice');
  await expect(alice.field('Path')).toBeEditable();
  await console.openTab('Timeline');
  await expect(console.rows(/Alice sent system:time/)).toBeVisible();
});

for (const [size, viewport] of [
  ['wide', { width: 1440, height: 900 }],
  ['on a phone', { width: 390, height: 844 }],
] as const) {
  const openPanel = async (page: Page, stack: Stack): Promise<ConnectionPanel> => {
    await page.setViewportSize(viewport);
    const console = await ConsolePage.open(page, stack);
    if (viewport.width < 900) await page.getByRole('button', { name: 'More', exact: true }).click();
    else await console.openTab('Connection');
    return new ConnectionPanel(page, 'Alice');
  };
  const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
    const scroller = page.getByRole('region', { name: 'Connections' });
    for (const width of viewport.width < 900 ? [390] : [1024, 1440]) {
      await page.setViewportSize({ ...viewport, width });
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      expect(scrollWidth).toBe(clientWidth);
      await expect.poll(() => scroller.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    }
  };

  test(`axe finds nothing in the panel of a connection, its settings, one that is offline, and one that was removed, ${size}`, async ({
    page,
    stack,
    expectAccessible,
  }) => {
    const alice = await openPanel(page, stack);
    await expect(alice.steps).toContainText('Upgraded to websocket');
    await expectAccessible(page);
    await alice.field('Path').fill('nowhere');
    await alice.transport('Polling').uncheck();
    await alice.transport('WebSocket').uncheck();
    await expect(alice.region).toContainText('Pick at least one');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await alice.field('Path').fill('/socket.io/');
    await alice.transport('Polling').check();
    await alice.transport('WebSocket').check();
    await alice.press('Go offline');
    await alice.press('Block WebSocket');
    await expect(alice.region.getByRole('timer')).toBeVisible();
    await expectAccessible(page);
    await alice.press('Come back online');
    await alice.field('Namespace').fill('/nowhere');
    await alice.apply.click();
    await expect(alice.problem).toContainText('does not serve this namespace');
    await page.getByRole('button', { name: 'Options of Alice' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await expect(notices(page)).toContainText('Removed the client Alice.');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}
