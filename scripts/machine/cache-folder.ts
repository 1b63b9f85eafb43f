import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder of this name for downloads that outlive a run, made if need be; never inside the repository. */
export function cacheFolder(name: string): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(base, 'switchboard', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
