import { basename } from 'node:path';
import type { PackageManager } from './arguments.ts';
import type { PackedPackages } from './packed-packages.ts';

/** The part of a package.json that is changed. */
interface Manifest {
  name: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  resolutions?: Record<string, string>;
}

const REACT = ['react', 'react-dom', '@types/react', '@types/react-dom', 'vite', '@vitejs/plugin-react'];

export interface ManifestOptions {
  readonly name: string;
  readonly react: boolean;
  /** The version of the packages of Switchboard. */
  readonly version: string;
  /** Archives to take them from, which lie in `packed` of the project. */
  readonly packed: PackedPackages | undefined;
  readonly packageManager: PackageManager;
}

/** The package.json of the project, made of the template's. */
export function toManifest(
  template: string,
  { name, react, version, packed, packageManager }: ManifestOptions,
): string {
  const manifest = JSON.parse(template) as Manifest;
  manifest.name = name;
  if (!react) {
    manifest.scripts.dev = 'tsx watch --clear-screen=false src/server/main.ts';
    manifest.scripts.build = 'tsc -p tsconfig.build.json';
    for (const dependency of REACT) delete manifest.devDependencies[dependency];
  }
  for (const dependencies of [manifest.dependencies, manifest.devDependencies])
    for (const dependency of Object.keys(dependencies).filter(isOurs))
      dependencies[dependency] = `^${version}`;
  for (const [dependency, archive] of packed ?? []) {
    const key = dependency in manifest.devDependencies ? 'devDependencies' : 'dependencies';
    // One that the project itself does not import is named as well, or it would come from the registry.
    manifest[key] = sorted({ ...manifest[key], [dependency]: `file:packed/${basename(archive)}` });
  }
  // Yarn would ask the registry for what the archives need; npm does not, and pnpm has a file of its own for it.
  if (packed && packageManager !== 'pnpm')
    manifest.resolutions = Object.fromEntries(
      [...packed].map(([dependency, archive]) => [dependency, `file:packed/${basename(archive)}`]),
    );
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The pnpm-workspace.yaml of a project that pnpm installs. */
export function toPnpmWorkspace(packed: PackedPackages | undefined): string {
  const overrides = [...(packed ?? [])].map(
    ([name, archive]) => `  '${name}': file:packed/${basename(archive)}\n`,
  );
  return [
    '# Packages whose install scripts may run.\nallowBuilds:\n  esbuild: true\n',
    ...(packed ? ['overrides:\n', ...overrides] : []),
  ].join('');
}

function sorted(dependencies: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isOurs(name: string): boolean {
  return name.startsWith('@switchboard/');
}
