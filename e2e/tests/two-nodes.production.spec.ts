import type { Browser, Page } from '@playwright/test';
import { ConsolePage } from '../stack/console-page.ts';
import { startNodePair } from '../stack/node-pair.ts';
import { expect, test } from '../stack/test.ts';

const ROOM = 'two-nodes';

/** A browser of its own, with somebody in the room. */
async function enter(browser: Browser, url: string, name: string): Promise<ConsolePage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const shown = new ConsolePage(page);
  await shown.expectConnected('Alice');
  await shown.logIn('Alice', name);
  await shown.join('Alice', ROOM);
  return shown;
}

/** How many have been opened since. */
function countWebSockets(page: Page): () => number {
  let count = 0;
  page.on('websocket', () => {
    count += 1;
  });
  return () => count;
}

async function say(from: ConsolePage, text: string, everyone: readonly ConsolePage[]): Promise<void> {
  await from.pick('message:send');
  await from.field('room').fill(ROOM);
  await from.field('text').fill(text);
  await from.expectSent();
  for (const { page } of everyone) {
    const row = page.getByRole('list', { name: 'Timeline' }).getByText(text);
    await expect(row.first()).toBeVisible();
  }
}

test('four browsers on two nodes share a room, and a killed node moves its browsers over', async ({
  browser,
}) => {
  const nodes = await startNodePair();
  const [one, two] = nodes.consoleUrls;
  try {
    const moving = [await enter(browser, one, 'Ada'), await enter(browser, one, 'Ben')] as const;
    const staying = [await enter(browser, two, 'Cleo'), await enter(browser, two, 'Dan')] as const;
    const everyone = [...moving, ...staying];
    await say(moving[0], 'from the first node', everyone);
    await say(staying[0], 'from the second node', everyone);

    const opened = moving.map(({ page }) => countWebSockets(page));
    await nodes.killFirst();
    // Alice and Bob of each console, each connected by its first attempt.
    await expect.poll(() => opened.map((count) => count())).toEqual([2, 2]);
    for (const console of moving) {
      await console.expectConnected('Alice');
      await console.expectConnected('Bob');
    }
    expect(opened.map((count) => count())).toEqual([2, 2]);

    for (const console of moving) await console.join('Alice', ROOM);
    await say(staying[1], 'after the move', everyone);
    await say(moving[1], 'moved here', everyone);
    for (const { page } of everyone) await page.context().close();
  } finally {
    await nodes.stop();
  }
});
