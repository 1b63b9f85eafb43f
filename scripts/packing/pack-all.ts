import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { succeed } from '../lib/run.ts';
import { inPackages, type Manifest, publicPackages, removeStale } from './packages.ts';

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

  await succeed(inPackages(`pack --pack-destination "${folder}"`, packages));
  return Object.fromEntries(
    packages.map(({ manifest }) => [
      manifest.name,
      join(folder, tarballName(manifest, `${manifest.version}.tgz`)),
    ]),
  );
}

function tarballName({ name }: Manifest, end: string): string {
  return `${name.replace('@', '').replace('/', '-')}-${end}`;
}
