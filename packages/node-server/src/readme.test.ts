import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { io as connectTo } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { certificates, testConfig } from './app.fixture.ts';
import { serveGreetings } from './own-application.fixture.ts';

/** The condition under which a package exports its source. */
const SOURCE = '@switchboard/source';

it('puts HTTPS under an Express and Socket.IO application, which stays as it was', async () => {
  const https = await serveGreetings(testConfig({ logLevel: 'silent', maxConnections: 1 }));
  const port = await https.listen();
  onTestFinished(https.connections.cutAll);
  onTestFinished(https.close);
  const ca = await readFile(certificates().ca, 'utf8');
  const read = () =>
    new Promise<string>((resolve, reject) => {
      const options = { ca, agent: false };
      const request = get(`https://localhost:${port}/greeting`, options, (response) =>
        resolve(text(response)),
      );
      request.on('error', reject);
    });
  expect(await read()).toBe('Hello!');

  const socket = connectTo(`https://localhost:${port}`, { ca, transports: ['websocket'] });
  onTestFinished(() => void socket.disconnect());
  expect(await socket.emitWithAck('greet', 'Ann')).toBe('Hello, Ann!');
  await expect(read()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('names in the README everything that each room exports, and nothing else', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  const { exports } = JSON.parse(await read('../package.json'));
  const exported = Object.entries<Record<string, string>>(exports).map(async ([room, { [SOURCE]: file }]) => {
    const module: object = await import(new URL(`../${file}`, import.meta.url).href);
    return [room, Object.keys(module).sort()];
  });
  const sections = (await read('../README.md')).split(/^### /m).slice(1);
  const named = sections.map((section) => {
    const [, room] = /^`@switchboard\/node-server(.*?)`/.exec(section) ?? [];
    const rows = [...section.matchAll(/^\| (`.*?`) \|/gm)];
    return [`.${room}`, rows.flatMap(([, names]) => names?.match(/\w+/g) ?? []).sort()];
  });
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(await Promise.all(exported)));
});
