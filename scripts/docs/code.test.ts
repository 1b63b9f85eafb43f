import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { sourceFiles } from '../lib/source-files.ts';
import { codeBlocks, links, type Page, prose, readPages } from './markdown.ts';
import { sourceCode } from './source-code.ts';

/** All pages but decisions, which may name commands of their time. */
const current = readPages().filter(({ path }) => !path.startsWith('docs/decisions/'));
/** The pages of this repository that users read, whose code is that of a file. */
const pages = current.filter(({ path }) =>
  /^(\w+(\.ko)?\.md|docs\/|(packages|apps)\/[\w-]+\/README)/.test(path),
);
const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The scripts of the root, and of the folder that a page is in. */
function scriptsAt(path: string): object {
  const files = ['package.json', join(dirname(path), 'package.json')].map((file) => join(ROOT, file));
  const manifests = files.filter(existsSync).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return Object.assign({}, ...manifests.map(({ scripts }) => scripts));
}

/** The scripts that `npm` runs: those of the folder that a page is in, and of a project that was generated. */
function npmScriptsAt(path: string): object {
  return { ...scriptsAt('packages/create-switchboard/template/README.md'), ...scriptsAt(path) };
}

/** What `pnpm` does besides the scripts of package.json. */
const OF_PNPM = ['add', 'change', 'exec', 'install', 'version'];

const NAME = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;

/** What blocks may be of: TypeScript, commands, and what nobody runs. */
const LANGUAGES = ['ts', 'tsx', 'sh', 'json', 'yaml', 'text'];

/** What is wrong with the blocks of code of a page: one line each. */
function codeProblems({ path, text }: Page): string[] {
  const blocks = codeBlocks(text);
  const fences = text.match(/^ *(?:```|~~~)/gm) ?? [];
  if (fences.length !== 2 * blocks.length) return [`${path}: a fence has more than a language, or no end.`];
  return blocks.flatMap(({ language, source, code, line }) => {
    const place = `${path}:${line}`;
    if (!LANGUAGES.includes(language))
      return [`${place}: call ${language || 'this'} one of ${LANGUAGES.join(', ')}`];
    if (source === undefined && !language.startsWith('ts')) return [];
    if (source === undefined) return [`${place}: name the file of this code: <!-- code: PATH#REGION -->`];
    try {
      if (sourceCode(source) === code) return [];
      return [`${place}: this is not the code of ${source}: run pnpm pages.`];
    } catch (error) {
      return [`${place}: ${(error as Error).message}`];
    }
  });
}

/** The files that the code of a page imports by their paths, and that it neither shows nor links to. */
function hiddenImports({ path, text }: Page): string[] {
  const sources = codeBlocks(text).flatMap(({ source, code }) => (source ? [{ source, code }] : []));
  const shown = new Set(sources.map(({ source }) => source.split('#')[0]));
  const linked = new Set(links(text).map((link) => normalize(join(dirname(path), link))));
  return sources.flatMap(({ source, code }) =>
    [...code.matchAll(/(?:from |import\()'(\.[^']+)'/g)].flatMap(([, imported = '']) => {
      const file = normalize(join(dirname(source), imported));
      return shown.has(file) || linked.has(file) ? [] : [`${path}: ${source} imports ${file}`];
    }),
  );
}

/** The commands of a page that are not there: scripts of package.json, and files in folders of the repository. */
function commandProblems({ path, text }: Page): string[] {
  const scripts = scriptsAt(path);
  const shells = codeBlocks(text).filter(({ language }) => language === 'sh');
  const inline = [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  const commands = [...shells.map(({ code }) => code), ...inline].join('\n').replaceAll(/ +#.*$/gm, '');
  const scriptsNamed = [...commands.matchAll(/\bpnpm(@[\d.]+)? ([a-z][\w:]*)/g)].flatMap(
    ([whole, version, name = '']) => {
      const isThere = name in scripts || OF_PNPM.includes(name);
      const isPinned = version === undefined || `pnpm${version}` === packageManager;
      return isThere && isPinned ? [] : [whole];
    },
  );
  const ofNpm = [...commands.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].flatMap(
    ([whole, run, other]) => ((run ?? other ?? '') in npmScriptsAt(path) ? [] : [whole]),
  );
  const files = shells.flatMap(({ code }) =>
    [...code.matchAll(/(?<=\s)(?:e2e|packages|apps|bench|scripts)\/[\w./-]+/g)].flatMap(([file]) =>
      existsSync(join(ROOT, file)) ? [] : [file],
    ),
  );
  return [...scriptsNamed, ...ofNpm, ...files].map((problem) => `${path}: ${problem}`);
}

/** The names in capitals, such as those of variables and error codes, that some source has. */
const namesOfSources = new Set(
  sourceFiles('*.ts', '*.tsx', '*.yaml')
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(NAME) ?? []),
);

/** The names in the code of a page that no source has: variables and error codes that are not there. A reader's own begin with MY_, and Node's with NODE_. */
function nameProblems({ path, text }: Page): string[] {
  const shells = codeBlocks(text).filter(({ language }) => language === 'sh');
  const inline = [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  const named = [...shells.map(({ code }) => code), ...inline].join('\n').match(NAME) ?? [];
  const missing = [...new Set(named)].filter(
    (name) => !/^(MY|NODE)_/.test(name) && !namesOfSources.has(name),
  );
  return missing.map((name) => `${path}: ${name}`);
}

it('every block of TypeScript is the code of a file, which is compiled and run', () => {
  expect(pages.flatMap(codeProblems)).toEqual([]);
});

it('a page shows, or links to, each file that its code imports', () => {
  expect(pages.flatMap(hiddenImports)).toEqual([]);
});

it('every command is there: scripts of package.json, and the files that they take', () => {
  expect(current.flatMap(commandProblems)).toEqual([]);
});

it('every variable and error code that a page names is there', () => {
  expect(current.flatMap(nameProblems)).toEqual([]);
});

describe('the checks of a page', () => {
  const page = (text: string): Page => ({ path: 'docs/a.md', text });
  const from = 'e2e/auction/one-call.ts';

  it('refuse code that names no file, a file that is not there, and code that is another one', () => {
    expect(codeProblems(page('```ts\nlet a;\n```'))).toEqual([
      expect.stringContaining('docs/a.md:1: name the file'),
    ]);
    expect(codeProblems(page('<!-- code: no.ts -->\n```ts\n```'))).toEqual([
      expect.stringContaining('no such file'),
    ]);
    expect(codeProblems(page(`<!-- code: ${from}#no -->\n\`\`\`tsx\n\`\`\``))).toEqual([
      expect.stringContaining('has no lines "// #region no"'),
    ]);
    expect(codeProblems(page(`<!-- code: ${from} -->\n\`\`\`ts\nlet a;\n\`\`\``))).toEqual([
      expect.stringContaining('docs/a.md:2: this is not the code of'),
    ]);
  });

  it('refuse other names of languages, and fences that are not seen as code', () => {
    expect(codeProblems(page('```typescript\n```'))).toEqual([
      expect.stringContaining('call typescript one of'),
    ]);
    expect(codeProblems(page('```\nlet a;\n```'))).toEqual([expect.stringContaining('call this one of')]);
    for (const text of ['```ts title\n```', '```ts\n', '~~~ts\n~~~'])
      expect(codeProblems(page(text))).toEqual(['docs/a.md: a fence has more than a language, or no end.']);
  });

  it('accept the code of a file, also in a list, and refuse imports of what is not shown', () => {
    const code = sourceCode(from);
    const shown = `<!-- code: ${from} -->\n\`\`\`ts\n${code}\`\`\``;
    const indented = shown.replaceAll(/^(?=.)/gm, '   ');
    expect([...codeProblems(page(shown)), ...codeProblems(page(indented))]).toEqual([]);
    expect(hiddenImports(page(shown))).toHaveLength(3);
  });

  it('refuse commands, versions of pnpm and files that are not there', () => {
    const text = '`pnpm nothing`\n```sh\nnpx --yes pnpm@1.0.0 dev\npnpm test:unit e2e/no.ts # pnpm no\n```';
    expect(commandProblems(page(text))).toEqual([
      'docs/a.md: pnpm@1.0.0 dev',
      'docs/a.md: pnpm nothing',
      'docs/a.md: e2e/no.ts',
    ]);
    expect(commandProblems(page('`npm run nothing-such`, `npm run dev`, `npm test`'))).toEqual([
      'docs/a.md: npm run nothing-such',
    ]);
  });

  it('refuse names of variables that are not there', () => {
    const text = '`HEALTHY_PORT=1` or `HEALTH_PORT`\n```sh\nREDIS_URLS=a pnpm start\n```';
    expect(nameProblems(page(text))).toEqual(['docs/a.md: REDIS_URLS', 'docs/a.md: HEALTHY_PORT']);
  });
});
