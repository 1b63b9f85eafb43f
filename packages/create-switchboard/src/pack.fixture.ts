import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Packs what was built of this package, and of those that a project has. */
export async function packPackages(folder: string): Promise<void> {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { packageManager } = JSON.parse(manifest) as { packageManager: string };
  const names = ['@switchboard/node-server...', '@switchboard/client', 'create-switchboard'];
  const filters = names.flatMap((name) => ['--filter', name]);
  const pnpm = ['--yes', `--package=${packageManager}`, '--', 'pnpm'];
  await promisify(execFile)('npx', [...pnpm, ...filters, 'pack', '--pack-destination', folder], {
    cwd: ROOT,
  });
}
