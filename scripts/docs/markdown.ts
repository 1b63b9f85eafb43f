import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { sourceFiles } from '../lib/source-files.ts';

/** A Markdown file: its path from the root, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block of code. */
export interface CodeBlock {
  /** What stands behind the fence: `ts`, `sh` and so on; empty without one. */
  readonly language: string;
  /** As it is shown: without the indent of its fence. */
  readonly code: string;
  /** What the comment `<!-- code: … -->` in the line above names. */
  readonly source: string | undefined;
  readonly line: number;
}

const FENCE = /^(?:[ ]*<!-- code: (\S+) -->\n)?([ ]*)```(\w*)\n(.*?)^\2```$/gms;

export function readPage(path: string): Page {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** Every Markdown file of the repository that git tracks or would track. */
export function readPages(): Page[] {
  return sourceFiles('*.md').map(readPage);
}

export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(FENCE)].map(
    ({ 0: whole, 1: source, 2: indent = '', 3: language = '', ...match }) => {
      const code = (match[4] ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), '');
      const before = text.slice(0, match.index + whole.indexOf('```'));
      return { language, code, source, line: before.split('\n').length };
    },
  );
}

/** The page with another code in each block for which `replace` gives one. */
export function replaceCode(text: string, replace: (block: CodeBlock) => string | undefined): string {
  const blocks = codeBlocks(text);
  let index = 0;
  return text.replaceAll(FENCE, (whole, _source, indent: string) => {
    const block = blocks[index++];
    const code = block && replace(block);
    if (code === undefined) return whole;
    const start = whole.indexOf('\n', whole.indexOf('```')) + 1;
    return `${whole.slice(0, start)}${code.replaceAll(/^(?=.)/gm, indent)}${indent}\`\`\``;
  });
}

/** The page without its blocks of code and its comments: what people read. */
export function prose(text: string): string {
  return text.replaceAll(FENCE, '').replaceAll(/<!--.*?-->/gs, '');
}

/** A link or a picture in Markdown, perhaps with a title; a definition of one; and those of HTML. */
const LINK = /\]\(\s*<?([^()\s<>]+)|^ *\[[^\]]+\]: *<?([^\s<>]+)|\b(?:href|src)="([^"]+)"/gm;

/** Where each link and picture of a page leads, in their order. */
export function links(text: string): string[] {
  const shown = prose(text).replaceAll(/`[^`\n]*`/g, '');
  return [...shown.matchAll(LINK)].map(([, inline, defined, html]) =>
    decodeURI(inline ?? defined ?? html ?? ''),
  );
}

/** The level of each heading of a page, in their order. */
export function headingLevels(text: string): number[] {
  return [...prose(text).matchAll(/^(#{1,6}) /gm)].map(([, marks = '']) => marks.length);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(text: string): Set<string> {
  const seen = new Map<string, number>();
  const slugs = [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = words.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(slugs);
}
