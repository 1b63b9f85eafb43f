import { test as base, expect, type Page } from '@playwright/test';
import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';
import { findViolations } from './axe.ts';
import { countContext, takeCounts } from './counts.ts';
import { type Stack, type StackKind, startStack } from './stack.ts';

interface WorkerFixtures {
  stackKind: StackKind;
  stack: Stack;
}

interface TestFixtures {
  /** A typed client of the running stack, outside the browser; closed after the test. */
  newClient: () => ReturnType<
    typeof createClient<typeof contract.clientEventMap, typeof contract.serverEventMap>
  >;
  /** Fails with what axe found on the page as it is. */
  expectAccessible: (page: Page) => Promise<void>;
  /** Leaves in the report what the test opened. */
  counted: undefined;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stackKind: ['development', { option: true, scope: 'worker' }],
  stack: [
    async ({ stackKind }, use) => {
      const stack = await startStack(stackKind);
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  browser: [
    async ({ browser }, use) => {
      browser.on('context', countContext);
      await use(browser);
    },
    { scope: 'worker' },
  ],
  counted: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use, testInfo) => {
      await use(undefined);
      testInfo.annotations.push(...takeCounts());
    },
    { auto: true },
  ],
  /** Lists what the pages of a failed test could not load. */
  context: async ({ context }, use, testInfo) => {
    const failures: string[] = [];
    context.on('requestfailed', (request) => {
      failures.push(`${request.url()}: ${request.failure()?.errorText}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) failures.push(`${response.url()}: ${response.status()}`);
    });
    await use(context);
    if (testInfo.status !== testInfo.expectedStatus && failures.length > 0)
      console.error(`Not loaded:\n${failures.join('\n')}`);
  },
  newClient: async ({ stack }, use) => {
    const clients: { disconnect(): void }[] = [];
    await use(() => {
      const client = createClient(contract, stack.serverUrl, {
        socketOptions: { rejectUnauthorized: false },
      });
      clients.push(client);
      return client;
    });
    for (const client of clients) client.disconnect();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      expect(await findViolations(page)).toEqual([]);
    });
  },
});

export { expect };
