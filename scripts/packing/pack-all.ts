import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { run } from '../lib/run.ts';
import { type Manifest, type PublicPackage, publicPackages, readManifest } from './packages.ts';

/**
 * Packs every package that users install, as it was built, into `switchboard-<package>-<version>.tgz`; older tarballs of
 * ours in the folder are removed. Resolves to the path of each tarball, by the name of its package.
 * @param folder where the tarballs go; `packed` in the repository's root by default
 */
export async function packAll(folder: string = join(ROOT, 'packed')): Promise<Record<string, string>> {
  const packages = publicPackages();
  for (const each of packages) removeStale(each);
  mkdirSync(folder, { recursive: true });
  const ours = packages.map(({ manifest }) => tarballName(manifest, ''));
  for (const file of readdirSync(folder))
    if (file.endsWith('.tgz') && ours.some((start) => file.startsWith(start))) rmSync(join(folder, file));

  const { packageManager } = readManifest(ROOT);
  const filters = packages.map(({ manifest }) => `--filter ${manifest.name}`).join(' ');
  // Named one by one: an npx around this process hands on what it was given itself.
  const call = `--call=pnpm ${filters} pack --pack-destination "${folder}"`;
  const args = ['--yes', `--package=${packageManager}`, call];
  const { code, output } = await run({ file: 'npx', args }, 'keep');
  if (code !== 0) throw new Error(`pnpm pack failed.\n${output}`);
  return Object.fromEntries(
    packages.map(({ manifest }) => [
      manifest.name,
      join(folder, tarballName(manifest, `${manifest.version}.tgz`)),
    ]),
  );
}

/** The compiler leaves the files of a source that is gone, and they would be packed. */
function removeStale({ folder }: PublicPackage): void {
  if (!existsSync(join(folder, 'tsconfig.build.json'))) return;
  const dist = join(folder, 'dist');
  if (!existsSync(dist)) throw new Error(`${dist} is missing: build it first, with \`pnpm build\`.`);
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const source = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(file)?.[1];
    if (source === undefined) continue;
    const isCurrent = ['.ts', '.tsx'].some((ending) => existsSync(join(folder, 'src', source + ending)));
    if (!isCurrent) rmSync(join(dist, file));
  }
}

function tarballName({ name }: Manifest, end: string): string {
  return `${name.replace('@', '').replace('/', '-')}-${end}`;
}
