import { fileURLToPath } from 'node:url';
import { serveConsole } from '@switchboard/console';
import { contract } from '@switchboard/events';
import express, { type Handler } from 'express';
import { startPlainServer } from '../plain/server.ts';
import { ConsolePage } from '../stack/console-page.ts';
import { pendingChanges } from '../stack/pending-changes.ts';
import { expect, test } from '../stack/test.ts';

/** What the server sends: every event of our contract, and one that no contract has. */
const EVENTS: readonly (readonly [event: string, payload: unknown])[] = [
  ...Object.entries(contract.serverEventMap).map(
    ([event, { examples = [] }]) => [event, examples[0]?.payload] as const,
  ),
  ['price', { symbol: 'ABC', amount: 12.5 }],
];

/** How often each of them is sent. */
const TIMES = 200;

/** How many changes may wait in a component, such as one for each second that passed. */
const MOST_PENDING = TIMES / 10;

const CONSOLES: readonly { name: string; clients: readonly string[]; serve: () => Handler }[] = [
  {
    name: 'of our own server',
    clients: ['Alice', 'Bob'],
    serve: () => express.static(fileURLToPath(new URL('../../apps/web-client/dist', import.meta.url))),
  },
  { name: 'of a stock application', clients: ['Client 1'], serve: () => serveConsole() },
];

for (const { name, clients, serve } of CONSOLES) {
  test(`no part of the console ${name} holds a change for each message, shown or hidden`, async ({
    page,
  }) => {
    const server = await startPlainServer((app) => app.use('/console', serve()));
    await page.goto(`${server.url}/console/`);
    const console = new ConsolePage(page);
    for (const client of clients) await console.expectConnected(client);

    /** Sends every event many times, and waits until the console has all of them. */
    const receive = async (): Promise<void> => {
      const rows = async (): Promise<number> => {
        const status = (await page.locator('footer').last().textContent()) ?? '';
        return Number(/([\d,]+) of [\d,]+ rows/.exec(status)?.[1]?.replaceAll(',', ''));
      };
      const before = await rows();
      for (let time = 0; time < TIMES; time++) {
        for (const [event, payload] of EVENTS) server.emit('/', event, payload);
      }
      const expected = before + TIMES * EVENTS.length * clients.length;
      await expect.poll(rows).toBeGreaterThanOrEqual(Math.min(expected, 10_000));
    };
    const held = async (made = 0): Promise<[component: string, count: number][]> =>
      Object.entries(await pendingChanges(page, made)).filter(([, count]) => count > MOST_PENDING);
    const expectNothingHeld = async (): Promise<void> => {
      await receive();
      expect(await held()).toEqual([]);
    };

    // What was shown once is hidden from then on, and some of it stays in the page.
    const panels = await page.getByRole('tablist', { name: 'What happens' }).getByRole('tab').all();
    for (const panel of panels) {
      await panel.click();
      await expect(page.getByRole('tabpanel').locator('*').first()).toBeVisible();
      for (const part of await page.getByRole('tabpanel').getByRole('tab').all()) await part.click();
    }
    for (const panel of [panels[0], panels.at(-1)]) {
      await panel?.click();
      await expectNothingHeld();
    }
    // Another event is picked, and then a narrow screen shows one column at a time.
    await page
      .getByRole('navigation', { name: 'Events' })
      .getByRole('button', { name: 'price', exact: true })
      .click();
    await expectNothingHeld();
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNothingHeld();
    // What React holds is found where there is some.
    expect(await held(TIMES)).toEqual([[expect.any(String), TIMES]]);
    await server.close();
  });
}
