import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { codeBlocks, headingLevels, links, type Page, readPage, readPages } from './markdown.ts';

const MARK = /^<!-- translation: (\S+) (\S+) -->\n/;

/** A translation, and the page that it translates. */
interface Translation extends Page {
  readonly source: Page;
  /** Of the source as it was when it was translated. */
  readonly hash: string;
}

const translations: Translation[] = readPages().flatMap((page) => {
  const [, path = '', hash = ''] = MARK.exec(page.text) ?? [];
  return path === '' ? [] : [{ ...page, source: readPage(path), hash }];
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What to do about a translation whose source has changed, or nothing. */
function staleness({ path, source, hash }: Translation): string[] {
  const current = hashOf(source.text);
  if (hash === current) return [];
  return [
    `${source.path} has changed since ${path} was translated. Translate what changed (git log -p ${source.path}), then write this into its first line: <!-- translation: ${source.path} ${current} -->`,
  ];
}

it('the README, the start and the existing application are there in Korean', () => {
  expect(translations.map(({ path }) => path)).toEqual([
    'README.ko.md',
    'docs/ko/existing-application.md',
    'docs/ko/start.md',
  ]);
});

it('each translation is of its source as it is now', () => {
  expect(translations.flatMap(staleness)).toEqual([]);
});

it('each translation has the same blocks of code as its source', () => {
  const codeOf = (page: Page) => codeBlocks(page.text).map(({ line: _line, ...block }) => block);
  expect(translations.map(codeOf)).toEqual(translations.map(({ source }) => codeOf(source)));
});

it('each translation has the headings of its source, and after them perhaps words that it explains', () => {
  const levels = ({ text, source }: Translation) => {
    const ofSource = headingLevels(source.text);
    return [headingLevels(text).slice(0, ofSource.length), ofSource];
  };
  for (const [translated, ofSource] of translations.map(levels)) expect(translated).toEqual(ofSource);
});

it('each translation links to what its source links to, in its language if that is there', () => {
  const inKorean = new Map(translations.map(({ path, source }) => [source.path, path]));
  const targets = ({ path, text }: Page): string[] => {
    const paths = links(text).map((link) => (/^[a-z]+:/.test(link) ? link : join(dirname(path), link)));
    return [...new Set(paths.map((target) => inKorean.get(target) ?? target))].sort();
  };
  for (const page of translations) expect(targets(page)).toEqual(targets(page.source));
});

it('a source that changed is named, with what to do', () => {
  const source = { path: 'docs/a.md', text: 'new' };
  const page = { path: 'docs/ko/a.md', text: '', source, hash: hashOf('old') };
  expect(staleness(page)).toEqual([expect.stringContaining(`docs/a.md ${hashOf('new')} -->`)]);
  expect(staleness({ ...page, hash: hashOf('new') })).toEqual([]);
});
