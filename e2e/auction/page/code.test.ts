import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('shows on the page "Your own server from the parts" every file of the auction, as it is', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  const sections = (await read('../../../docs/your-own-server.md')).split(/^## /m);
  // The file that a section names first is the one that its code is of.
  const shown = sections.flatMap((section) => {
    const code = /^```ts\n(.*?)^```$/ms.exec(section)?.[1];
    return code === undefined ? [] : [[/^`(\S+)`/m.exec(section)?.[1], code]];
  });
  const files = (await readdir(new URL('..', import.meta.url))).filter((file) => file.endsWith('.ts'));
  const kept = files.map(async (file) => [file, await read(`../${file}`)]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(await Promise.all(kept)));
});
