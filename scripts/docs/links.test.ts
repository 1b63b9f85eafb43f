import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { anchors, links, type Page, readPage, readPages } from './markdown.ts';

/** The links of a page that lead nowhere: to a file that is not there, or to a heading that a page does not have. */
function brokenLinks(page: Page): string[] {
  const isBroken = (link: string): boolean => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page.path : normalize(join(dirname(page.path), path));
    if (path !== '' && (target.startsWith('..') || !existsSync(join(ROOT, target)))) return true;
    if (anchor === undefined) return false;
    if (path === '') return !anchors(page.text).has(anchor);
    return !target.endsWith('.md') || !anchors(readPage(target).text).has(anchor);
  };
  return links(page.text).filter(isBroken);
}

it('every link on every page leads to a file and a heading that are there', () => {
  const broken = readPages().flatMap((page) => brokenLinks(page).map((link) => `${page.path}: ${link}`));
  expect(broken).toEqual([]);
});

describe('brokenLinks', () => {
  const brokenIn = (text: string): string[] => brokenLinks({ path: 'docs/a.md', text });

  it('finds files and headings that are not there, and files beyond the repository', () => {
    const text =
      '# A\n[a](b.md), ![b](../no.png), [c](errors.md#no), [d](#no), [e](../../e.md), [f](../LICENSE#x)';
    expect(brokenIn(text)).toEqual([
      'b.md',
      '../no.png',
      'errors.md#no',
      '#no',
      '../../e.md',
      '../LICENSE#x',
    ]);
  });

  it('accepts files, folders, headings and addresses', () => {
    const text =
      '# A b, `c`!\n[a](errors.md), [b](#a-b-c), [`c`](errors.md#error-codes), [d](decisions), [e](https://e.example)';
    expect(brokenIn(text)).toEqual([]);
    expect(statSync(join(ROOT, 'docs/decisions')).isDirectory()).toBe(true);
  });

  it('finds links with titles, in brackets, by name, with escapes, and in HTML', () => {
    const text =
      '[a](b.md "B"), [c](<d.md>), [e][f]\n\n[f]: g%20h.md\n\n<a href="i.md"><img src="j.png" alt="" /></a>';
    expect(brokenIn(text)).toEqual(['b.md', 'd.md', 'g h.md', 'i.md', 'j.png']);
  });

  it('reads neither code nor comments', () => {
    expect(brokenIn('`[a](b.md)`\n```ts\n[a](b.md)\n```\n<!-- [a](b.md) -->')).toEqual([]);
  });
});
