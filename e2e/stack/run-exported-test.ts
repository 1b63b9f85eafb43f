import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inheritedEnv } from './inherited-env.config.ts';

const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');

const CONFIG = `import { defineConfig } from '@playwright/test';

export default defineConfig({ testDir: '.', outputDir: 'results', reporter: 'line', workers: 1 });
`;

/** Runs a test that the console exported, as anybody would, and gives back what Playwright said. `folder` is inside e2e/. */
export async function runExportedTest(folder: string, test: string, serverUrl: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'playwright.config.ts'), CONFIG);
  await writeFile(join(folder, 'exported.spec.ts'), test);
  const env = { ...inheritedEnv(), SWITCHBOARD_URL: serverUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, [PLAYWRIGHT, 'test'], { cwd: folder, env }, (_failed, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}
