import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { startLoadServer } from './load-server.ts';

/** KiB of JavaScript and style sheets, compressed, that the console loads until its clients are connected. */
export async function firstLoad(executablePath: string | undefined): Promise<number> {
  const server = await startLoadServer();
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  try {
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (type === 'script' || type === 'stylesheet')
        sizes.push(response.body().then((body) => gzipSync(body).byteLength));
    });
    await page.goto(`${server.url}/console/`);
    const clients = page.getByRole('list', { name: 'Clients' });
    await clients.getByRole('button', { name: 'Alice, connected' }).waitFor();
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1_024;
  } finally {
    await browser.close();
    await server.close();
  }
}
