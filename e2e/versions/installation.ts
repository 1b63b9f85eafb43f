import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Folders with the lowest versions that the packages promise to work with, some of the middle, and the newest. */
export const VERSIONS = ['4.6', '4.7', '4.8'] as const;
export type Version = (typeof VERSIONS)[number];

/** A folder with an application and its own node_modules. Removed by `using`. */
export interface Installation extends Disposable {
  readonly folder: string;
}

interface Manifest {
  readonly version: string;
  readonly packageManager?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const OURS = ['contract', 'router', 'client', 'ws-engine', 'node-server'];
const SOCKET_IO = ['socket.io', 'socket.io-client'];
const run = promisify(execFile);

/** Milliseconds after which a process counts as hanging. */
const HANGS = 60_000;

/** Installs every version from the lockfile beside this file, which is quick where it is done already. */
export async function installVersions(): Promise<void> {
  const { packageManager = 'pnpm' } = readManifest(ROOT);
  const shell = process.platform === 'win32'; // There npx is a script.
  // Named one by one: an npx around this process hands on what it was given itself.
  const args = ['--yes', `--package=${packageManager}`, '--call=pnpm install --frozen-lockfile'];
  await run('npx', shell ? args.map((arg) => `"${arg}"`) : args, { cwd: HERE, shell });
}

/** The packages as their tarballs have them, each in the folder of its name. Removed by `using`. */
export async function unpack(tarballs: Readonly<Record<string, string>>): Promise<Installation> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'switchboard-unpacked-')));
  for (const name of OURS) {
    mkdirSync(join(folder, name));
    await run('tar', ['-xzf', tarballs[`@switchboard/${name}`] ?? name, '--strip-components=1'], {
      cwd: join(folder, name),
    });
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Lays out what an installer gives an application that depends on this version and on our packages: the packages with
 * their dependencies, and one copy of what they take as peers. With `twoCopies` our packages keep the Socket.IO of this
 * repository, as where an installer finds no version that suits both.
 */
export function createApplication(
  version: Version,
  packages: Installation,
  { twoCopies = false } = {},
): Installation {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `switchboard-${version}-`)));
  const modules = join(folder, 'node_modules');
  const home = join(HERE, version);
  cpSync(join(home, 'package.json'), join(folder, 'package.json'));
  for (const sources of ['application', 'kit'])
    cpSync(join(HERE, sources), join(folder, sources), { recursive: true });
  for (const name of dependenciesOf(home)) link(join(home, 'node_modules', name), join(modules, name));
  for (const name of OURS) {
    const to = join(modules, '@switchboard', name);
    cpSync(join(packages.folder, name), to, { recursive: true });
    linkDependencies(join(ROOT, 'packages', name), to, twoCopies ? SOCKET_IO : []);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Gives a package its dependencies but for our own, and a copy of those peers that it has in this repository. */
function linkDependencies(from: string, to: string, peers: readonly string[]): void {
  const names = [...dependenciesOf(to).filter((name) => !name.startsWith('@switchboard/')), ...peers];
  for (const name of new Set(names))
    if (existsSync(join(from, 'node_modules', name)))
      link(join(from, 'node_modules', name), join(to, 'node_modules', name));
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(realpathSync(from), to, 'junction');
}

/**
 * Compiles the application into `built/`, or checks the kit, with the types of all libraries. Resolves to what the compiler
 * says, without what is wrong in Socket.IO: the types of 4.6.0 import a file that engine.io does not export.
 */
export async function compile({ folder }: Installation, sources = 'application'): Promise<string> {
  // More checkers than one check much twice.
  const args = [TSC, '-p', sources, '--pretty', 'false', '--checkers', '1'];
  const { stdout } = await run(process.execPath, args, { cwd: folder }).catch(
    (error: Error & { readonly stdout: string }) => error,
  );
  return stdout.replace(
    /^\S*node_modules\/socket\.io\/dist\/index\.d\.ts\S* error TS2307: .*'engine\.io.*\n/m,
    '',
  );
}

/** The lowest version of a peer that a package of ours takes, and the one in the first of the folders. */
export function lowestVersions(
  ours: string,
  peer: string,
): { taken: string | undefined; tested: string | undefined } {
  const range = readManifest(join(ROOT, 'packages', ours)).peerDependencies?.[peer] ?? '';
  const tested = readManifest(join(HERE, VERSIONS[0])).dependencies?.[peer];
  return { taken: /\d+\.\d+\.\d+/.exec(range)?.[0], tested };
}

/** The version of the last package in `path`, each looked up from the one before, the first from the application. */
export function versionAt({ folder }: Installation, ...path: readonly string[]): string {
  const found = path.reduce((from, name) => {
    const places = createRequire(join(from, 'index.js')).resolve.paths(name) ?? [];
    return realpathSync(places.map((place) => join(place, name)).find((place) => existsSync(place)) ?? name);
  }, folder);
  return readManifest(found).version;
}

/** Runs the kit as it is written, by the tsx of the folder. Resolves to the lines that it prints. */
export async function runKit({ folder }: Installation): Promise<string[]> {
  const args = ['--import', 'tsx', 'kit/kit.ts'];
  const { stdout } = await run(process.execPath, args, { cwd: folder, timeout: HANGS });
  return stdout.trimEnd().split('\n');
}

function dependenciesOf(folder: string): string[] {
  return Object.keys(readManifest(folder).dependencies ?? {});
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
