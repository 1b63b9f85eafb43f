import { dirname, join } from 'node:path';
import { type Page, readPage } from './markdown.ts';

/** A page that the index lists. */
export interface ListedPage extends Page {
  readonly title: string;
  /** The sentence that says what the page is for. */
  readonly purpose: string;
}

export const INDEX = 'docs/README.md';

/** The pages that the index lists, in its order. */
export function listedPages(): ListedPage[] {
  const entries = readPage(INDEX).text.matchAll(/^\d+\. \[(.+)\]\((.+)\): (.+)$/gm);
  return [...entries].map(([, title = '', path = '', purpose = '']) => ({
    ...readPage(join(dirname(INDEX), path)),
    title,
    purpose,
  }));
}

/** The end of a page: links to the pages before and after it, and to the index. */
export function footer(pages: readonly ListedPage[], path: string): string {
  const index = pages.findIndex((page) => page.path === path);
  const link = (label: string, page: ListedPage | undefined): string[] =>
    page ? [`${label}: [${page.title}](${page.path.replace('docs/', '')})`] : [];
  const links = [
    ...link('Previous', pages[index - 1]),
    ...link('Next', pages[index + 1]),
    '[All pages](README.md)',
  ];
  return `\n---\n\n${links.join(' · ')}\n`;
}

/** The text of a page with this end instead of the one that it has. */
export function withFooter(text: string, end: string): string {
  return text.replace(/\n---\n\n[^\n]*\[All pages\]\(README\.md\)\n$/, '') + end;
}
