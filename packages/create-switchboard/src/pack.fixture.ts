import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Packs what was built of the packages that a project has. */
export async function packPackages(folder: string): Promise<void> {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { packageManager } = JSON.parse(manifest) as { packageManager: string };
  const filters = ['--filter', '@switchboard/node-server...', '--filter', '@switchboard/client'];
  const pnpm = ['--yes', `--package=${packageManager}`, '--', 'pnpm'];
  await promisify(execFile)('npx', [...pnpm, ...filters, 'pack', '--pack-destination', folder], {
    cwd: ROOT,
  });
}
