import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('shows on the page "Your own server from the parts" every file of the auction, as it is', async () => {
  const page = await readFile(new URL('../../docs/your-own-server.md', import.meta.url), 'utf8');
  // The file that a section names first is the one that its code is of.
  const sections = page.split(/^## /m).flatMap((section) => {
    const code = /^```ts\n(.*?)^```$/ms.exec(section)?.[1];
    const file = /^`([a-z.-]+\.ts)`/m.exec(section)?.[1];
    return code === undefined ? [] : [[file, code]];
  });
  const files = (await readdir(import.meta.dirname)).filter((file) => !/^(main|page)\.test\.ts$/.test(file));
  const read = async (file: string) => [file, await readFile(new URL(file, import.meta.url), 'utf8')];
  expect(Object.fromEntries(sections)).toEqual(Object.fromEntries(await Promise.all(files.map(read))));
});
