import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPages, replaceCode } from './docs/markdown.ts';
import { footer, listedPages, withFooter } from './docs/page-order.ts';
import { sourceCode } from './docs/source-code.ts';
import { ROOT } from './lib/root.ts';

// `pnpm pages` writes the code of its file into each block that names one, and links to the pages before and after each page.
for (const { path, text } of readPages()) {
  write(
    path,
    replaceCode(text, ({ source }) => (source === undefined ? undefined : sourceCode(source))),
  );
}
const pages = listedPages();
for (const { path, text } of pages) write(path, withFooter(text, footer(pages, path)));

function write(path: string, text: string): void {
  const file = join(ROOT, path);
  if (readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
  console.log(`${path}: written`);
}
