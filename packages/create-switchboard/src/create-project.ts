import { install } from './install.ts';
import type { PackedPackages } from './packed-packages.ts';
import { claimFolder } from './project-folder.ts';
import type { Choices } from './questions.ts';
import { writeProject } from './write-project.ts';

export interface CreateOptions extends Choices {
  readonly packed: PackedPackages | undefined;
  /** Ends it; its reason is what is then thrown. */
  readonly signal: AbortSignal;
  readonly onInstall: () => void;
}

/** Makes the project and returns its path. Where it cannot, nothing of it is left behind. */
export async function createProject(options: CreateOptions): Promise<string> {
  const { signal } = options;
  signal.throwIfAborted();
  const folder = claimFolder(options.folder);
  try {
    writeProject(folder, options);
    if (options.install) {
      options.onInstall();
      await install(folder.path, options.packageManager, signal);
    }
    signal.throwIfAborted();
    return folder.path;
  } catch (error) {
    folder.remove();
    throw error;
  }
}
