import { spawnSync } from 'node:child_process';
import { ROOT } from '../lib/root.ts';

/** What changed: uncommitted, and since it left the named revision if there is one. As git names files; deleted ones too. */
export function changedFiles(since: string | undefined): string[] {
  const files = [
    ...git('diff', '--name-only', 'HEAD'),
    ...git('ls-files', '--others', '--exclude-standard'),
    ...(since === undefined ? [] : git('diff', '--name-only', `${since}...HEAD`)),
  ];
  return [...new Set(files)].sort();
}

function git(...args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr?.trimEnd()}`);
  return stdout.split('\n').filter(Boolean);
}
