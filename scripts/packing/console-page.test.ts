import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readEventNames } from '../checks/app-words.ts';

const PAGE = fileURLToPath(new URL('../../packages/console/page', import.meta.url));

/** Every text file of the page that was built. */
function readPage(): string {
  const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' });
  const texts = files.filter((file) => /\.(html|js|css)$/.test(file));
  return texts.map((file) => readFileSync(join(PAGE, file), 'utf8')).join('\n');
}

it('has a page that knows no event of our chat', () => {
  const page = readPage();
  expect(page).toContain('src="./assets/');
  const names = readEventNames();
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => page.includes(name))).toEqual([]);
});
