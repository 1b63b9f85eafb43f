import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureDevCertificates } from './tls/dev-certificate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests of this run have their files; removed after the run. */
    runFolder: string;
    /** The development certificates of this run, made once. */
    certificatesFolder: string;
  }
}

/** A global setup of Vitest. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const runFolder = mkdtempSync(join(tmpdir(), 'switchboard-tests-'));
  const certificatesFolder = join(runFolder, 'certificates');
  await ensureDevCertificates(certificatesFolder);
  provide('runFolder', runFolder);
  provide('certificatesFolder', certificatesFolder);
  return () => rmSync(runFolder, { recursive: true, force: true });
}
