import { gzipSync } from 'node:zlib';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const KIB = 1_024;

test('the first load of the console stays within its budget', async ({ page, stack }) => {
  const loaded = { script: 0, stylesheet: 0 };
  const counted: Promise<void>[] = [];
  page.on('response', (response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    counted.push(
      response.body().then((body) => {
        loaded[type] += gzipSync(body).byteLength;
      }),
    );
  });
  await ConsolePage.open(page, stack);
  await Promise.all(counted);
  expect(loaded.script).toBeGreaterThan(0);
  expect(loaded.script).toBeLessThanOrEqual(300 * KIB);
  expect(loaded.stylesheet).toBeLessThanOrEqual(20 * KIB);
});
