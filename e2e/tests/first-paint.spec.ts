import type { Page } from '@playwright/test';
import type { Stack } from '../stack/stack.ts';
import { expect, test } from '../stack/test.ts';

const CHOICE = 'mantine-color-scheme-value';

/** Opens the console with its application held back, so that only what runs before the first paint can act. */
async function openUnstarted(page: Page, { consoleUrl }: Stack): Promise<void> {
  await page.route(/\/src\/main\.tsx|\/assets\/index-.*\.js/, (route) => route.abort());
  await page.goto(consoleUrl, { waitUntil: 'domcontentloaded' });
}

for (const { chosen, system, scheme } of [
  { chosen: undefined, system: 'light', scheme: 'light' },
  { chosen: undefined, system: 'dark', scheme: 'dark' },
  { chosen: 'auto', system: 'dark', scheme: 'dark' },
  { chosen: 'light', system: 'dark', scheme: 'light' },
  { chosen: 'dark', system: 'light', scheme: 'dark' },
] as const) {
  test(`the first paint is ${scheme} for the choice ${chosen} on a ${system} system`, async ({
    page,
    stack,
  }) => {
    await page.emulateMedia({ colorScheme: system });
    await page.addInitScript(([key, value]) => value && localStorage.setItem(key, value), [
      CHOICE,
      chosen,
    ] as const);
    await openUnstarted(page, stack);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  });
}

test('the first paint follows the system where storage is forbidden', async ({ page, stack }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  await openUnstarted(page, stack);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
