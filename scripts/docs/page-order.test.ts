import { expect, it } from 'vitest';
import { readPages } from './markdown.ts';
import { footer, INDEX, listedPages, withFooter } from './page-order.ts';

/** Pages of docs that are for developers of this repository, and performance, which the README links to. */
const BESIDE = ['docs/architecture.md', 'docs/performance.md', INDEX];
const pages = listedPages();

it('the index lists every page of docs, once', () => {
  const paths = readPages().flatMap(({ path }) => (/^docs\/[^/]+\.md$/.test(path) ? [path] : []));
  expect([...pages.map(({ path }) => path), ...BESIDE].sort()).toEqual(paths.sort());
});

it('each page has the title and begins with the sentence that the index has of it', () => {
  expect(pages.map(({ text }) => text.split('\n').slice(0, 3))).toEqual(
    pages.map(({ title, purpose }) => [`# ${title}`, '', purpose]),
  );
});

it('each page ends with links to the page before and the page after it (pnpm pages writes them)', () => {
  const wrong = pages.filter(({ path, text }) => !text.endsWith(footer(pages, path)));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it('an end takes the place of the one before', () => {
  const [first, second] = pages.map(({ path }) => footer(pages, path));
  const text = withFooter(`# A\n\n---\n\nText\n`, first ?? '');
  expect(text).toBe(`# A\n\n---\n\nText\n${first}`);
  expect(withFooter(text, second ?? '')).toBe(`# A\n\n---\n\nText\n${second}`);
  expect(first).not.toContain('Previous');
});
