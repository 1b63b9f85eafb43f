import { once } from 'node:events';
import { type AddressInfo, Server } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';

it('the application of the README serves the console', async () => {
  const { listen } = Server.prototype;
  const onFreePort = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    return listen.call(this, 0);
  });
  const { httpServer, io } = await import('./first-console.fixture.ts');
  onFreePort.mockRestore();
  onTestFinished(() => io.close());
  if (!httpServer.listening) await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const page = await fetch(`http://localhost:${port}/console`);
  expect(page.url).toBe(`http://localhost:${port}/console/`);
  const html = await page.text();
  expect(html).toContain('<meta name="switchboard-target" content="{}">');
  const [, entry = ''] = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(html) ?? [];
  expect((await fetch(new URL(entry, page.url))).status).toBe(200);
});
