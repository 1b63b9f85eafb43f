import { spawnSync } from 'node:child_process';
import { ROOT } from './root.ts';

/** Runs git in the repository, and gives what it wrote. Throws an Error if it fails. */
export function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr?.trimEnd()}`);
  return stdout;
}
