import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../stack/test.ts';

const certificates = fileURLToPath(new URL('../../.certificates', import.meta.url));

test('the status page lists the events and leads to the console', async ({
  page,
  stack,
  expectAccessible,
}) => {
  await page.goto(stack.serverUrl);
  await expect(page.getByRole('rowheader', { name: 'message:send', exact: true })).toBeVisible();
  await expect(page.getByText('You sent no client certificate.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open the console' }).click();
  const { origin, pathname } = new URL(stack.consoleUrl.replace(/\/?$/, '/'));
  // What it shows is in the query.
  await expect(page).toHaveURL((url) => url.origin === origin && url.pathname === pathname);
});

test('a page with a client certificate shows its identity', async ({ browser, stack }) => {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    clientCertificates: [
      {
        origin: new URL(stack.serverUrl).origin,
        certPath: `${certificates}/client.crt`,
        keyPath: `${certificates}/client.key`,
        passphrase: readFileSync(`${certificates}/passphrase`, 'utf8'),
      },
    ],
  });
  const page = await context.newPage();
  await page.goto(stack.serverUrl);
  const you = page.getByRole('region', { name: 'You' });
  await expect(you).toContainText('developer');
  await expect(you.getByText('yes', { exact: true })).toBeVisible();
  await context.close();
});
