import { findViolations } from '../stack/axe.ts';
import { expect, test } from '../stack/test.ts';

test('what axe finds is reported with its theme, its rule and its element', async ({ page }) => {
  await page.setContent(`<!doctype html>
    <html lang="en">
      <title>Two faults</title>
      <style>
        @media (prefers-color-scheme: dark) { p { background: #111; color: #222; } }
      </style>
      <main>
        <h1>Two faults</h1>
        <p>Too dark to read</p>
        <button></button>
      </main>
    </html>`);
  expect(await findViolations(page)).toEqual([
    {
      theme: 'dark',
      rule: 'color-contrast',
      elements: [expect.stringMatching(/^<p>Too dark to read<\/p>\n.*insufficient color contrast/s)],
    },
    { theme: 'light', rule: 'button-name', elements: [expect.stringMatching(/^<button><\/button>\n/)] },
  ]);
});
