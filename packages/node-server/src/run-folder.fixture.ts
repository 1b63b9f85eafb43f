import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type DevCertificates, ensureDevCertificates } from './tls/dev-certificate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of this run have their files; removed after the run. */
    runFolder: string;
    /** The development certificates of this run, made once. */
    certificates: DevCertificates;
  }
}

/** A global setup of Vitest. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const runFolder = mkdtempSync(join(tmpdir(), 'switchboard-tests-'));
  provide('runFolder', runFolder);
  provide('certificates', await ensureDevCertificates(join(runFolder, 'certificates')));
  return () => rmSync(runFolder, { recursive: true, force: true });
}
