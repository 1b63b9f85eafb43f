import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import type { Command } from '../lib/run.ts';

/** What is read here of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly repository?: { readonly url: string };
}

/** A package that users install: every folder of `packages` whose manifest is not `private`. */
export interface PublicPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

export function publicPackages(): PublicPackage[] {
  return readdirSync(join(ROOT, 'packages'))
    .map((name) => join(ROOT, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true);
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The command that runs a command of pnpm in these packages, those first that others depend on. */
export function inPackages(command: string, packages: readonly PublicPackage[]): Command {
  const { packageManager } = readManifest(ROOT);
  const filters = packages.map(({ manifest }) => `--filter ${manifest.name}`).join(' ');
  // Named one by one: an npx around this process hands on what it was given itself.
  return { file: 'npx', args: ['--yes', `--package=${packageManager}`, `--call=pnpm ${filters} ${command}`] };
}

/** The compiler leaves the files of a source that is gone, and they would be packed. */
export function removeStale({ folder }: PublicPackage): void {
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
