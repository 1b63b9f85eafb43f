import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import { ROOT } from './root.ts';

/** The files in these folders that git tracks or would track; as paths from the root. */
export function sourceFiles(...folders: readonly string[]): string[] {
  const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard', ...folders).split('\0');
  return files.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}
