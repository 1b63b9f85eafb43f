import { readFile } from 'node:fs/promises';
import { serveConsole } from '@switchboard/console';
import { type Sent, sendByHand } from '../plain/hand-written-client.ts';
import { CHAT_TOKEN, type PlainServer, startPlainServer } from '../plain/server.ts';
import { goTo, press, tabTo, write } from '../stack/by-keyboard.ts';
import { ConnectionPanel } from '../stack/connection-panel.ts';
import { RawConsole } from '../stack/raw-console.ts';
import { runExportedTest } from '../stack/run-exported-test.ts';
import { test as base, expect } from '../stack/test.ts';

const test = base.extend<{ plain: PlainServer }>({
  /** A stock application with the console mounted in it. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  plain: async ({}, use) => {
    const plain = await startPlainServer((app) => app.use('/console', serveConsole()));
    await use(plain);
    await plain.close();
  },
});

test('a stock application mounts the console, which sends what a client written by hand sends and shows all that comes', async ({
  page,
  plain,
}) => {
  const console = await RawConsole.openAt(page, plain.url);
  const welcome = console.rows(/welcome/);
  await expect(welcome).toContainText('hello');
  await welcome.click();
  await expect(console.details).toContainText('42');
  await expect(console.details).toContainText('features');
  await expect(welcome).toContainText('recovery offset');
  await expect(console.details).toContainText('which looks like a recovery offset');

  const messages: readonly Sent[] = [
    { event: 'sum', args: [1, 2], ack: true },
    { event: 'bare', args: [], ack: true },
    { event: 'find', args: [7], ack: true },
    { event: 'chat message', args: ['grüße'], ack: false },
    { event: 'echo', args: ['a', 1, 'b'], ack: true },
    { event: 'send me a large number', args: [], ack: false },
  ];
  const answers = ['3', 'bare value', 'tags', undefined, 'b'];
  for (const [index, message] of messages.entries()) {
    await console.sendMessage(message);
    const answer = answers[index];
    if (answer !== undefined) await expect(console.reply).toContainText(answer);
  }
  await expect(console.rows(/received chat message/)).toContainText('grüße');
  const large = console.rows(/received large/);
  await expect(large).toContainText('9007199254740993');
  await large.click();
  for (const tab of ['Tree', 'Pretty', 'Raw frame']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(console.details).toContainText('9007199254740993');
  }
  await page.getByRole('tab', { name: 'Tree' }).click();
  // The list of events fills with what was seen.
  const seen = page.getByRole('navigation', { name: 'Events' });
  for (const event of ['sum', 'chat message', 'welcome']) {
    await expect(seen.getByRole('button', { name: event, exact: true }).first()).toBeVisible();
  }

  // A new event has neither the name nor the arguments of the one before.
  const newEvent = seen.getByRole('button', { name: 'New event…' });
  await newEvent.click();
  await expect(console.field('Event name')).toBeFocused();
  await expect(console.field('Event name')).toHaveValue('');
  await expect(page.getByRole('list', { name: 'Arguments' }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.type('unfinished');
  await seen.getByRole('button', { name: 'echo', exact: true }).first().click();
  await newEvent.click();
  await expect(console.field('Event name')).toHaveValue('unfinished');

  await sendByHand(plain.url, messages);
  await expect.poll(() => plain.frames[1]?.at(-1)).toBe('1');
  const [byConsole, byHand] = plain.frames;
  expect(byConsole).toEqual(byHand?.slice(0, -1));
});

test('a namespace wants a token: the refusal is shown with its data, and the settings connect', async ({
  page,
  plain,
}) => {
  const console = await RawConsole.openAt(page, plain.url);
  await console.openTab('Connection');
  const settings = page.getByRole('form', { name: 'Settings of Client 1' });
  await settings.getByRole('textbox', { name: 'Namespace' }).fill('/chat2');
  await settings.getByRole('button', { name: 'Reconnect to apply' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Connection' });
  await expect(panel).toContainText('not allowed');
  await expect(panel).toContainText('ask for a token');

  const auth = { token: CHAT_TOKEN };
  await settings.getByRole('textbox', { name: 'Auth' }).fill(JSON.stringify(auth));
  await settings.getByRole('button', { name: 'Connect to apply' }).click();
  await console.expectConnected('Client 1');
  await console.sendMessage({ event: 'say', args: ['hi'], ack: false });
  await console.openTab('Timeline');
  await expect(console.rows(/received said/)).toContainText('hi');

  await sendByHand(`${plain.url}/chat2`, [{ event: 'say', args: ['hi'], ack: false }], { auth });
  // The last one closes the namespace.
  await expect.poll(() => plain.frames.at(-1)?.length).toBe(3);
  const [byConsole, byHand] = plain.frames.slice(-2);
  expect(byConsole).toEqual(byHand?.slice(0, -1));
});

test('an event for which the server wants an acknowledgement is answered with a list of arguments, once', async ({
  page,
  plain,
  expectAccessible,
}, testInfo) => {
  const console = await RawConsole.openAt(page, plain.url);
  await console.openTab('Recordings');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await console.openTab('Timeline');
  await console.sendMessage({ event: 'ask me', args: [], ack: false });
  await console.rows(/answer to question the server waits for your answer/).click();
  await expect(console.details).toContainText('There is no answer yet.');
  const answer = console.details.getByRole('button', { name: 'Answer…' });
  await answer.click();
  const dialog = page.getByRole('dialog', { name: 'Answer to question' });
  const fields = dialog.getByRole('list', { name: 'Arguments' }).getByRole('listitem');
  for (const [index, text] of ['yes', 'very'].entries()) {
    await dialog.getByRole('button', { name: 'Add an argument' }).click();
    await fields.nth(index).getByText('Text', { exact: true }).click();
    await dialog.getByRole('textbox', { name: `Argument ${index + 1}` }).fill(text);
  }
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send the answer' }).click();
  await expect(console.rows(/received heard/)).toContainText('"yes", "very"');
  await expect(console.rows(/answer to question answered/)).toContainText('"yes", "very"');
  await expect(console.details).toContainText('"very"');
  await expect(answer).toHaveCount(0);

  // What was recorded is answered again, in an exported test and in a replay.
  await page.getByRole('button', { name: /^Recording \d/ }).click();
  await page.getByRole('button', { name: 'Stop and save' }).click();
  await page.getByRole('list', { name: 'Saved recordings' }).getByRole('button').first().click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as Playwright test' }).click(),
  ]);
  const exported = await readFile(await file.path(), 'utf8');
  expect(exported).toMatch(/\.answer\(heard, \['yes', 'very'\]\);/);
  expect(await runExportedTest(testInfo.outputPath('exported'), exported, plain.url)).toContain('1 passed');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Outcome of the replay' })).toContainText(
    'Same: no calls and 2 events',
  );
});

test('a connection that was cut is recovered, and the console says so', async ({ page, plain }) => {
  const console = await RawConsole.openAt(page, plain.url);
  await expect(console.rows(/welcome/)).toBeVisible();
  await console.openTab('Connection');
  // Before that the cut may end the upgrade alone, and the connection goes on by polling.
  await new ConnectionPanel(page, 'Client 1').expectTransport('websocket');
  plain.cutConnections();
  await expect(page.getByRole('tabpanel', { name: 'Connection' })).toContainText('session recovered');
});

test('from choosing a target to its replay the keyboard is enough', async ({ page, plain }) => {
  const other = await startPlainServer();
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointer', ''));
  });
  const console = await RawConsole.openAt(page, plain.url);
  await press(page, page.getByRole('button', { name: 'Options of Client 1' }));
  await expect(page.getByRole('menuitem', { name: 'Connect to another server' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Server of Client 1' });
  await write(page, dialog.getByRole('textbox', { name: 'Server URL' }), `${other.url}/quiet`);
  await write(page, dialog.getByRole('textbox', { name: 'Name' }), 'The other');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await console.expectConnected('Client 1');
  await expect.poll(() => other.frames.length).toBe(1);

  await goTo(page, 'Show Recordings');
  await press(page, page.getByRole('button', { name: 'Record', exact: true }));
  await write(page, console.field('Event name'), 'sum');
  const list = page.getByRole('list', { name: 'Arguments' });
  for (const [index, arg] of ['1', '2'].entries()) {
    if (index > 0) await press(page, page.getByRole('button', { name: 'Add an argument' }));
    const item = list.getByRole('listitem').nth(index);
    await tabTo(page, item.getByRole('radio', { name: 'JSON' }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await write(page, console.field(`Argument ${index + 1}`), arg);
  }
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(console.reply).toContainText('3');
  await press(page, page.getByRole('button', { name: 'Stop and save' }));
  await press(page, page.getByRole('list', { name: 'Saved recordings' }).getByRole('button').first());
  await press(page, page.getByRole('button', { name: 'Replay', exact: true }));
  await expect(page.getByRole('status', { name: 'Outcome of the replay' })).toContainText('Same: 1 call');
  expect(await page.locator('html').getAttribute('data-pointer')).toBeNull();
  await other.close();
});

test('axe finds nothing where a server has no contract, and in a contract drafted from its traffic', async ({
  page,
  plain,
  expectAccessible,
}) => {
  const console = await RawConsole.openAt(page, plain.url);
  await console.sendMessage({ event: 'find', args: [7], ack: true });
  await page.getByRole('button', { name: 'Share a link' }).click();
  await expect(page.getByRole('dialog', { name: 'Share a link' })).toContainText(
    'the custom event, its draft',
  );
  await page.keyboard.press('Escape');
  await console.rows(/welcome/).click();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await console.openTab('Connection');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Options of Client 1' }).click();
  await page.getByRole('menuitem', { name: 'Connect to another server' }).click();
  await expect(page.getByRole('dialog', { name: 'Server of Client 1' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await console.sendMessage({ event: 'send me prices', args: [], ack: true });
  await console.openTab('Contract');
  await page.getByRole('button', { name: 'Draft a contract' }).click();
  const drafted = page.getByRole('region', { name: 'Drafted contract' });
  for (const part of ['price', 'send me prices', 'find', '.optional()', '.nullable()']) {
    await expect(drafted).toContainText(part);
  }
  await expectAccessible(page);
});
