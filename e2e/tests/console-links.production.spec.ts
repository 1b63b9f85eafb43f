import type { WebSocketRoute } from '@playwright/test';
import { openConnections, watchWire } from '../stack/connections.ts';
import { expect, test } from '../stack/test.ts';

test('the upgrade is seen step by step, and one that fails is reported', async ({ page, stack }) => {
  // As a proxy that opens WebSockets and lets nothing through.
  await page.routeWebSocket(/proxy=strict/, (socket) => void socket.close());
  const { alice, bob } = await openConnections(page, stack);
  await alice.expectTransport('websocket');
  for (const step of ['Open polling', 'Handshake', 'Join /', 'Probe websocket', 'Upgraded to websocket']) {
    await expect(alice.steps).toContainText(step);
  }
  await expect(alice.history).toContainText('Connected by polling');
  await expect(alice.history).toContainText('Upgraded to websocket');
  await expect(alice.region).toContainText(/last \d+ s ago every 1 s, lost after 21 s/);

  await bob.openSettings();
  await bob.field('Query').fill('proxy=strict');
  await bob.apply.click();
  await expect(bob.history).toContainText('Upgrade to websocket failed');
  await expect(bob.history).toContainText('A proxy may stop WebSockets.');
  await bob.expectTransport('polling');
  await expect(bob.steps).toContainText('Upgrade to websocket');

  await bob.transport('Polling').uncheck();
  await bob.apply.click();
  await expect(bob.problem).toContainText(
    'a proxy stops WebSockets. If it lasts, allow polling in the transports.',
  );
});

test('a dropped transport reconnects by itself: identity and log are still there', async ({
  page,
  stack,
}) => {
  const { console, alice } = await openConnections(page, stack);
  await console.logIn('Alice', 'Alice who drops');
  await alice.press('Drop the transport');
  await expect(alice.history).toContainText('You cut the connection. Reconnecting.');
  await expect(alice.history).toContainText(/Next attempt in \d\.\d s/);
  await expect(alice.history).toContainText('Attempt 1');
  await console.expectConnected('Alice');
  await alice.expectTransport('websocket');
  await console.pick('room:list');
  await console.expectSent();
  await console.openTab('Timeline');
  await expect(console.rows(/Alice sent session:login/)).toBeVisible();
  await expect(console.rows(/Alice connection reconnecting .*You cut the connection/)).toHaveCount(1);
});

test('offline, no attempt leaves the page; back again, what waited is sent', async ({ page, stack }) => {
  const { console, alice, bob } = await openConnections(page, stack);
  await bob.expectTransport('websocket');
  await alice.expectTransport('websocket');
  await alice.press('Go offline');
  await expect(console.chip('Alice')).toHaveAccessibleName('Alice, offline by you');
  await expect(alice.problem).toContainText('You took this client offline.');
  const urls = watchWire(page);
  await expect(alice.region.getByRole('timer')).toHaveText(/^Next attempt in \d+ s$/);
  await expect(alice.history).toContainText('Attempt 2 failed');
  expect(urls).toEqual([]);

  await console.pick('system:time');
  await console.send.click();
  await console.openTab('Timeline');
  await expect(console.rows(/Alice sent system:time/)).toBeVisible();
  await console.openTab('Connection');
  await alice.press('Come back online');
  await console.expectConnected('Alice');
  await expect(console.lastReply).toContainText(/^OK in/);
});

test('WebSocket blocked, the client goes on by polling, and upgrades again after it', async ({
  page,
  stack,
}) => {
  const { console, alice } = await openConnections(page, stack);
  await alice.expectTransport('websocket');
  await alice.press('Block WebSocket');
  await alice.expectTransport('polling');
  await expect(alice.region).toContainText('WebSocket blocked by you');
  await expect(page.getByRole('region', { name: 'Connection', exact: true })).toContainText('polling');
  await console.pick('system:time');
  await console.expectSent();
  await alice.press('Allow WebSocket');
  await alice.expectTransport('websocket');
});

test('each refusal is explained in plain words, with the setting to change', async ({ page, stack }) => {
  const { console, alice } = await openConnections(page, stack);
  await alice.field('Namespace').fill('/nowhere');
  await alice.apply.click();
  await expect(alice.problem).toContainText(/nowhere does not serve this namespace: check the namespace/);
  await expect(console.chip('Alice')).toHaveAccessibleName('Alice, refused');

  await alice.field('Namespace').fill('/');
  await alice.field('Path').fill('/elsewhere/');
  await alice.apply.click();
  await expect(alice.problem).toContainText('answers, but not with Socket.IO: check the path');
  await expect(alice.region.getByRole('button', { name: 'Try now' })).toBeVisible();

  await alice.field('Path').fill('/socket.io/');
  await alice.field('Auth').fill('{ "contract": { "name": "chat", "version": "9.0.0" } }');
  await alice.apply.click();
  await expect(alice.problem).toContainText('This server speaks the contract chat');
  await expect(alice.problem).toContainText('Use the same version of the contract at both ends');

  await alice.field('Auth').fill('');
  await alice.token.fill('no-such-token');
  await alice.apply.click();
  await expect(alice.problem).toContainText('This token is not valid: log in again.');
  await console.expectConnected('Alice');
  await expect(alice.token).toHaveValue('');
});

/** A Socket.IO server that is not ours: it lets the namespace in, and says something once. */
function strangeServer(socket: WebSocketRoute): void {
  const handshake = { sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1e6 };
  socket.send(`0${JSON.stringify(handshake)}`);
  socket.onMessage((message) => {
    if (!String(message).startsWith('40/weather,')) return;
    socket.send('40/weather,{"sid":"s2"}');
    socket.send('42/weather,["weather:changed",{"sunny":true}]');
  });
}

test('a namespace without our contract still shows every event that it sends', async ({ page, stack }) => {
  await page.routeWebSocket(/server=weather/, strangeServer);
  const { console, alice } = await openConnections(page, stack);
  await alice.field('Query').fill('server=weather');
  await alice.transport('Polling').uncheck();
  await alice.field('Namespace').fill('/weather');
  await alice.apply.click();
  await console.expectConnected('Alice');
  await expect(page.getByRole('banner')).toContainText('namespace /weather');
  await console.openTab('Timeline');
  const row = console.rows(/Alice received weather:changed not in the contract .*sunny: true/);
  await expect(row).toBeVisible();
});
