import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { readPage } from './markdown.ts';

const PAGE = 'docs/console-compared.md';

/** What a row names as its proof: the file of a test, and the test's title or the beginning of it. */
const rows = [...readPage(PAGE).text.matchAll(/^\| (.+) \| .+ \| \[[^\]]+\]\(\.\.\/(.+)\): (.+) \|$/gm)].map(
  ([, feature = '', file = '', title = '']) => ({ feature, file, title }),
);

it('the page about the console has a row for each of its 54 features', () => {
  expect(new Set(rows.map(({ feature }) => feature)).size).toBe(54);
});

it('the test that a row names exists', () => {
  const missing = rows.filter(({ file, title }) => !readFileSync(join(ROOT, file), 'utf8').includes(title));
  expect(missing).toEqual([]);
});
