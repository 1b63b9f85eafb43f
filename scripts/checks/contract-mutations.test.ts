import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySources, type SourceCopy } from '../lib/source-copy.ts';
import { tool } from '../lib/tool.ts';
import { MUTATIONS } from './contract-mutations.ts';

/** Type-checks these projects in this folder, with all that they depend on. */
function typeCheck(root: string, projects: readonly string[]): { code: number | null; output: string } {
  // More checkers than one check much twice: that takes twice the processor time.
  const options = ['-b', '--checkers', '1', '--pretty', 'false'];
  const { file, args } = tool('tsc', [...options, ...projects], { packageName: 'typescript' });
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

// One copy serves all mutations, so that each check compiles only what the mutation can reach.
describe('the type-check of what uses the contract', { timeout: 120_000 }, () => {
  let copy: SourceCopy;

  beforeAll(() => {
    copy = copySources('packages', 'apps', 'e2e');
  });

  afterAll(() => copy[Symbol.dispose]());

  it('passes on an unmutated copy', () => {
    const all = new Set(MUTATIONS.flatMap(({ breaks }) => breaks));
    expect(typeCheck(copy.root, [...all])).toEqual({ code: 0, output: '' });
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
      const { code, output } = typeCheck(copy.root, breaks);
      const errors = output.split('\n').filter((line) => /\(\d+,\d+\): error /.test(line));
      expect(code, output).not.toBe(0);
      for (const folder of breaks.map(dirname)) {
        expect(errors, `no error in ${folder}`).toContainEqual(expect.stringMatching(`^${folder}/`));
      }
      // The contract is still a correct one: only what uses it is not.
      expect(errors).not.toContainEqual(expect.stringMatching('^packages/'));
    } finally {
      writeFileSync(path, original);
    }
  });
});
