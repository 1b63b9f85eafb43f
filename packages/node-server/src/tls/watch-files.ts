import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { dirname } from 'node:path';

export interface WatchOptions {
  /** Milliseconds that the folders must be quiet before a look, so that one change of several files is one. @default 500 */
  readonly settle?: number;
  /** Milliseconds between looks that no event asked for. @default 60000 */
  readonly interval?: number;
}

/**
 * Calls `look` soon after something changed in a folder of the files, or of those that they link to, and every `interval`
 * for changes that a file system does not report. Keeps no process alive.
 */
export function watchFiles(
  files: readonly string[],
  look: () => void,
  { settle = 500, interval = 60_000 }: WatchOptions = {},
): { close(): void } {
  let watchers: FSWatcher[] = [];
  let quiet: NodeJS.Timeout | undefined;

  const stopWatching = (): void => {
    for (const watcher of watchers) watcher.close();
  };
  const startWatching = (): void => {
    watchers = foldersOf(files).flatMap((folder) => watchFolder(folder, changed));
  };
  const lookAgain = (): void => {
    // A folder that was replaced is another one under the same name.
    stopWatching();
    startWatching();
    look();
  };
  function changed(): void {
    clearTimeout(quiet);
    quiet = setTimeout(lookAgain, settle).unref();
  }

  startWatching();
  const timer = setInterval(lookAgain, interval).unref();
  return {
    close: () => {
      clearTimeout(quiet);
      clearInterval(timer);
      stopWatching();
    },
  };
}

/** A renewal may replace a file, a link to it, or a folder of links: what is watched is the folder, never the file. */
function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => [dirname(file), ...targetFolder(file)]))];
}

function targetFolder(file: string): string[] {
  try {
    return [dirname(realpathSync(file))];
  } catch {
    return []; // It is being replaced.
  }
}

/** Where a folder cannot be watched, the looks now and then remain. */
function watchFolder(folder: string, changed: () => void): FSWatcher[] {
  try {
    return [watch(folder, { persistent: false }, changed).on('error', () => undefined)];
  } catch {
    return [];
  }
}
