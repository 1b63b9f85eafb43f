import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEventNames } from '../checks/app-words.ts';
import { ROOT } from '../lib/root.ts';

const PAGE = join(ROOT, 'packages/console/page');

it('the page of packages/console knows no event of our own server', () => {
  const files = readdirSync(PAGE, { recursive: true, encoding: 'utf8' });
  const texts = files.filter((file) => /\.(html|js|css)$/.test(file));
  const page = texts.map((file) => readFileSync(join(PAGE, file), 'utf8')).join('\n');
  expect(page).toContain('src="./assets/');
  const names = readEventNames();
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => page.includes(name))).toEqual([]);
});
