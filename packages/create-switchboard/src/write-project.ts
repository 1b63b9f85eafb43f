import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageManager } from './arguments.ts';
import { toManifest, toPnpmWorkspace } from './manifest.ts';
import type { PackedPackages } from './packed-packages.ts';
import { notWritable, type ProjectFolder } from './project-folder.ts';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const OF_THE_PAGE = ['dev.ts', 'vite.config.ts', 'index.html', 'src/page'];
/** npm leaves out or renames such files of a package, so they have other names here. */
const DOT_FILES = ['gitignore', 'dockerignore'];

export interface ProjectOptions {
  readonly react: boolean;
  readonly packageManager: PackageManager;
  readonly packed: PackedPackages | undefined;
}

/** The version of this package, which is that of all packages of Switchboard. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Writes every file of the project. Throws a CreateError where it cannot. */
export function writeProject({ path, name }: ProjectFolder, options: ProjectOptions): void {
  try {
    write(path, name, options);
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

function write(path: string, name: string, options: ProjectOptions): void {
  const { react, packageManager, packed } = options;
  const edit = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(path, file), change(readFileSync(join(path, file), 'utf8')));

  cpSync(join(HOME, 'template'), path, { recursive: true });
  if (!react) {
    for (const file of OF_THE_PAGE) rmSync(join(path, file), { recursive: true });
    cpSync(join(HOME, 'without-react'), path, { recursive: true });
  }
  for (const file of DOT_FILES) renameSync(join(path, `_${file}`), join(path, `.${file}`));
  edit('package.json', (text) =>
    toManifest(text, { name, react, version: readVersion(), packed, packageManager }),
  );
  edit('README.md', (text) => toReadme(text, name, options));
  if (packageManager === 'pnpm') writeFileSync(join(path, 'pnpm-workspace.yaml'), toPnpmWorkspace(packed));
  if (packed) {
    mkdirSync(join(path, 'packed'));
    for (const archive of packed.values()) copyFileSync(archive, join(path, 'packed', basename(archive)));
    edit('Dockerfile', (text) => text.replace('COPY package*.json ./\n', '$&COPY packed packed\n'));
  }
}

/** The README under the project's name, with the parts that are marked with something that the project has. */
function toReadme(text: string, name: string, { react, packageManager, packed }: ProjectOptions): string {
  const has: Readonly<Record<string, boolean>> = {
    react,
    'no react': !react,
    packed: packed !== undefined,
  };
  const readme = text
    .replaceAll('my-app', name)
    .replaceAll(/^<!-- ([\w ]+) -->\n(.*?)^<!-- end -->\n/gms, (_, mark: string, part: string) =>
      has[mark] ? part : '',
    );
  if (packageManager === 'npm') return readme;
  return readme.replaceAll(
    /\bnpm (?:run )?(\w+)( -- )?/g,
    (_, script: string, dashes?: string) => `pnpm ${script}${dashes ? ' ' : ''}`,
  );
}
