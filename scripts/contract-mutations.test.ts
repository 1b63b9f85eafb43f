import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATIONS } from './contract-mutations.ts';
import { copySources, type SourceCopy } from './source-copy.ts';
import { tool } from './tool.ts';

/** The files with errors that a type-check of everything in this folder finds; all of its output if it names none. */
function filesWithErrors(root: string): { code: number | null; files: string[]; output: string } {
  const { file, args } = tool('tsc', ['-b', '--pretty', 'false'], { packageName: 'typescript' });
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, encoding: 'utf8' });
  const files = stdout.split('\n').flatMap((line) => /^(\S+?)\(\d+,\d+\): error/.exec(line)?.[1] ?? []);
  return { code: status, files: [...new Set(files)], output: stdout + stderr };
}

// One copy serves all mutations, each undone after its check, so that only what depends on it is checked again.
describe('the type-check of the whole repository', { timeout: 120_000 }, () => {
  let copy: SourceCopy;

  beforeAll(() => {
    copy = copySources();
  });

  afterAll(() => copy[Symbol.dispose]());

  it('passes on an unmutated copy', () => {
    expect(filesWithErrors(copy.root)).toEqual({ code: 0, files: [], output: '' });
  });

  it.each(MUTATIONS)('fails if $name', ({ file, from, to, breaks }) => {
    const path = join(copy.root, 'packages/events/src', file);
    const original = readFileSync(path, 'utf8');
    expect(original.split(from), `"${from}" must stand once in ${file}`).toHaveLength(2);
    writeFileSync(
      path,
      original.replace(from, () => to),
    );
    try {
      const { code, files } = filesWithErrors(copy.root);
      expect(code).not.toBe(0);
      for (const folder of breaks) {
        expect(files, `no error in ${folder}`).toContainEqual(expect.stringContaining(folder));
      }
    } finally {
      writeFileSync(path, original);
    }
  });
});
