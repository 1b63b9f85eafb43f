import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { succeed } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';

/** The test files of these projects that import a changed file, or changed themselves, as Vitest sees it. */
export async function reachedTests(
  projects: readonly string[],
  since: string | undefined,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-list-'));
  const list = join(folder, 'list.json');
  const changed = since === undefined ? '--changed' : `--changed=${since}`;
  try {
    const names = projects.map((project) => `--project=${project}`);
    const args = ['list', '--filesOnly', ...names, changed, `--json=${list}`];
    await succeed(tool('vitest', args));
    const found = JSON.parse(readFileSync(list, 'utf8')) as { file: string }[];
    return [...new Set(found.map(({ file }) => relative(ROOT, file).split(sep).join('/')))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
