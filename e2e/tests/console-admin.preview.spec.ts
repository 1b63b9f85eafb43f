import type { Page, WebSocket } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import type { Stack } from '../stack/stack.ts';
import { expect, test } from '../stack/test.ts';

const section = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });

test('the admin sees who is connected, and disconnects one when the draft for it is sent', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice the seen');
  await console.logIn('Bob', 'Bob the seen');
  await console.openTab('Admin');
  await expect(row(page, /Alice the seen/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Search in Sockets' }).fill('bob the SEEN');
  await expect(row(page, /Alice the seen/)).toHaveCount(0);
  await expect(row(page, /Bob the seen .* websocket/)).toBeVisible();

  await page.getByRole('button', { name: /^Disconnect Bob the seen/ }).click();
  await console.expectConnected('Admin');
  await console.expectConnected('Bob');
  await console.expectSent();
  await expect(console.chip('Bob')).not.toHaveAccessibleName('Bob, connected');
  await console.expectConnected('Alice');
  await page.getByRole('button', { name: 'Refresh Sockets' }).click();
  await expect(row(page, /Bob the seen/)).toHaveCount(0);

  await section(page, 'Identities').click();
  await expect(row(page, /Bob the seen .* away/)).toBeVisible();
});

test('the admin sees rooms, their members and the rates of calls', async ({ page, stack, newClient }) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Alice', 'Alice in the admin room');
  await console.join('Alice', 'admin-room');
  await console.openTab('Admin');
  await section(page, 'Rooms').click();
  await page.getByRole('button', { name: 'Members of admin-room' }).click();
  await expect(
    page
      .getByRole('table', { name: 'Members of admin-room' })
      .getByRole('row', { name: /Alice in the admin room/ }),
  ).toBeVisible();

  const caller = newClient();
  await section(page, 'Rates').click();
  await page.getByRole('button', { name: 'Every 2 s' }).click();
  const calling = setInterval(() => void caller.call('system:time'), 50);
  try {
    await expect(row(page, /^system:time [1-9]\d*\.\d \d+ 0$/)).toBeVisible();
  } finally {
    clearInterval(calling);
  }
  await expect(row(page, /^system:time 0\.0 \d+ 0$/)).toBeVisible();
});

test('an event is emitted by the composer, as a client of the admin namespace, and one that breaks the contract is refused', async ({
  page,
  stack,
}) => {
  const console = await ConsolePage.open(page, stack);
  await console.logIn('Bob', 'Bob the addressed');
  await console.join('Bob', 'addressed');
  await console.openTab('Admin');
  await section(page, 'Rooms').click();
  await page.getByRole('button', { name: 'Emit to the room addressed' }).click();
  await console.expectConnected('Admin');
  await expect(console.field('room')).toHaveValue('addressed');
  await console.expectSent();
  const reply = page.getByRole('region', { name: 'Reply', exact: true });
  await expect(reply).toContainText(/sockets"?: 1/);

  await console.openTab('JSON');
  const editor = page.getByRole('textbox', { name: 'Payload of admin:emit' });
  await console.overwrite(
    editor,
    '{ "event": "system:notice", "target": { "to": "everyone" }, "payload": { "level": "loud" } }',
  );
  await console.expectSent('BAD_REQUEST');
  await expect(reply).toContainText('level');

  await console.openTab('Timeline');
  await expect(console.rows(/Bob received system:notice /)).toHaveCount(1);
  await expect(console.rows(/Alice received system:notice/)).toHaveCount(0);
  await expect(console.rows(/Admin .*admin:emit/).first()).toBeVisible();
});

test('the admin is connected only while someone looks', async ({ page, stack }) => {
  const opened: WebSocket[] = [];
  page.on('websocket', (socket) => opened.push(socket));
  const console = await ConsolePage.open(page, stack);
  // Those of Alice and Bob, whose upgrades may come after they are connected.
  await expect.poll(() => opened.length).toBe(2);
  await console.openTab('Admin');
  await expect(page.getByRole('table', { name: 'Sockets' })).toBeVisible();
  await expect.poll(() => opened.length).toBe(3);
  await console.openTab('Timeline');
  await expect.poll(() => opened[2]?.isClosed()).toBe(true);
  expect(opened.map((socket) => socket.isClosed())).toEqual([false, false, true]);
});

for (const width of [1440, 390]) {
  const who = `Alice at ${width}`;
  const room = `width-${width}`;
  const openAdmin = async (page: Page, stack: Stack): Promise<void> => {
    const console = await ConsolePage.open(page, stack);
    await console.logIn('Alice', who);
    await console.join('Alice', room);
    await page.setViewportSize({ width, height: 844 });
    if (width === 390) {
      await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'More' }).click();
    }
    await console.openTab('Admin');
    await expect(row(page, new RegExp(who))).toBeVisible();
  };

  test(`axe finds nothing in the admin, ${width} px wide`, async ({ page, stack, expectAccessible }) => {
    await openAdmin(page, stack);
    await expectAccessible(page);
    await section(page, 'Identities').click();
    await expect(row(page, new RegExp(who))).toBeVisible();
    await expectAccessible(page);
    await section(page, 'Rooms').click();
    await page.getByRole('button', { name: `Members of ${room}` }).click();
    await expect(page.getByRole('table', { name: `Members of ${room}` }).getByText(who)).toBeVisible();
    await expectAccessible(page);
    await section(page, 'Rates').click();
    await expect(row(page, /^room:join/)).toBeVisible();
    await expectAccessible(page);
  });
}
