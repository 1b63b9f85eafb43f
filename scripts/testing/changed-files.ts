import { git } from '../lib/git.ts';

/** What changed: uncommitted, and since it left the named revision if there is one. As git names files; deleted ones too. */
export function changedFiles(since: string | undefined): string[] {
  const files = [
    git('diff', '--name-only', 'HEAD'),
    git('ls-files', '--others', '--exclude-standard'),
    ...(since === undefined ? [] : [git('diff', '--name-only', `${since}...HEAD`)]),
  ].flatMap((list) => list.split('\n').filter(Boolean));
  return [...new Set(files)].sort();
}
