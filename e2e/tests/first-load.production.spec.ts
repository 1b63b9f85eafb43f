import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

const KIB = 1_024;

test('the first load of the console stays within its budget', async ({ page, stack }) => {
  const loaded = { script: 0, stylesheet: 0 };
  const counted: Promise<void>[] = [];
  page.on('response', (response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    counted.push(
      response.body().then((body) => {
        loaded[type] += gzipSync(body).byteLength;
      }),
    );
  });
  await ConsolePage.open(page, stack);
  await Promise.all(counted);
  expect(loaded.script).toBeGreaterThan(0);
  expect(loaded.script).toBeLessThanOrEqual(300 * KIB);
  expect(loaded.stylesheet).toBeLessThanOrEqual(20 * KIB);
});

for (const folder of ['apps/web-client/dist', 'packages/console/page']) {
  test(`no file of ${folder} imports one that imports it`, () => {
    const imports = importsIn(new URL(`../../${folder}/assets/`, import.meta.url));
    expect([...imports.values()].flat().length).toBeGreaterThan(0);
    expect(inCircles(imports)).toEqual([]);
  });
}

/** The scripts of a folder, each with those that it imports as it starts. */
function importsIn(folder: URL): Map<string, string[]> {
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const importsOf = (file: string): string[] => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/\b(?:from|import) ?["'`]\.\/([^"'`]+)/g)].map(([, name = '']) => name);
  };
  return new Map(scripts.map((file) => [file, importsOf(file)]));
}

/** What is left of the files without those that import none of the others, or that none of them imports. */
function inCircles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports);
  for (let before = 0; before !== left.size; ) {
    before = left.size;
    for (const [file, names] of left) {
      const isImported = [...left.values()].flat().includes(file);
      if (!isImported || !names.some((name) => left.has(name))) left.delete(file);
    }
  }
  return [...left.keys()];
}
