import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packAll } from './pack-all.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of each package's tarball, by the name of the package; packed once for all tests of a run. */
    tarballs: Record<string, string>;
  }
}

/** A global setup of Vitest, after the build. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-packed-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    provide('tarballs', await packAll(folder));
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
