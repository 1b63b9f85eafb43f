import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inheritedEnv } from '../stack/inherited-env.config.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const run = promisify(execFile);

/** What the examples and what runs them import. */
const IMPORTED = [
  'packages/router/src/socketio/notes-contract.fixture.ts',
  'e2e/board/newer-contract.ts',
  'e2e/board/board.ts',
];

/** Milliseconds after which an example counts as hanging. */
const HANGS = 60_000;

/** A folder outside of this repository, with what npm installed. Removed by `using`. */
export interface NpmFolder extends Disposable {
  readonly folder: string;
}

/** Installs these, by their versions or by the paths of their tarballs, as `npm install` does in an empty folder. */
export async function npmInstall(dependencies: Readonly<Record<string, string>>): Promise<NpmFolder> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'switchboard-installed-')));
  const manifest = { private: true, type: 'module', dependencies };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const shell = process.platform === 'win32'; // There npm is a script.
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: folder, shell });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The first example of a package's README. */
function firstExample(name: string): string {
  const readme = readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8');
  const example = /^```ts\n(.*?)^```$/ms.exec(readme)?.[1];
  if (example === undefined) throw new Error(`The README of ${name} has no example.`);
  return example;
}

/** The lines of code that the first example of the router's README has and the application before it has not. */
export function addedLines(): string[] {
  const linesOf = (code: string): string[] => {
    const lines = code.split('\n').map((line) => line.replace(/\/\/ .*|\/\*\*.*/, '').trim());
    return lines.filter((line) => line !== '');
  };
  const before = new Set(linesOf(readFileSync(join(HERE, 'application/stock-notes.ts'), 'utf8')));
  return linesOf(firstExample('router')).filter((line) => !before.has(line));
}

/** Writes the first examples of these packages, what they import, and what runs them. */
export function writeExamples({ folder }: NpmFolder, names: readonly string[]): void {
  const application = join(HERE, 'application');
  const write = (file: string, code: string): void => writeFileSync(join(folder, file), code);
  cpSync(join(application, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  for (const name of names) {
    cpSync(join(application, `run-${name}.ts`), join(folder, `run-${name}.ts`));
    // Ports are free ones.
    const code = firstExample(name)
      .replace("'https://localhost:8443'", '(globalThis as unknown as { boardUrl: string }).boardUrl')
      .replace('listen(3000)', 'listen(0)');
    write(name === 'contract' ? 'contract.ts' : `${name}-example.ts`, code);
  }
  for (const file of IMPORTED) cpSync(join(ROOT, file), join(folder, basename(file)));
}

/** Compiles the folder with this repository's TypeScript, the types of all libraries too. Resolves to what it says. */
export async function compile({ folder }: NpmFolder, ...options: readonly string[]): Promise<string> {
  const args = [TSC, '-p', folder, '--pretty', 'false', '--checkers', '1', ...options];
  const { stdout } = await run(process.execPath, args, { cwd: folder }).catch(
    (error: Error & { readonly stdout: string }) => error,
  );
  return stdout;
}

/** Runs the compiled examples one after the other, in one process. Resolves to the lines that they print. */
export async function runExamples(
  { folder }: NpmFolder,
  names: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const imports = names.map((name) => `await import('./built/run-${name}.js');`);
  const args = ['--input-type=module', '--eval', imports.join('\n')];
  const options = { cwd: folder, env: { ...inheritedEnv(), ...env }, timeout: HANGS };
  const { stdout } = await run(process.execPath, args, options);
  return stdout.trimEnd().split('\n');
}

/** Every entry of the packages that are installed here, such as `@switchboard/client/react`. */
export function entriesOf({ folder }: NpmFolder): string[] {
  const scope = join(folder, 'node_modules/@switchboard');
  return readdirSync(scope).flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(scope, name, 'package.json'), 'utf8')) as {
      exports: Record<string, unknown>;
    };
    return Object.keys(exports).map((entry) => `@switchboard/${name}${entry.slice(1)}`);
  });
}

/** Loads each entry with `require()`. Resolves to those that gave something. */
export async function requireAll({ folder }: NpmFolder, entries: readonly string[]): Promise<string[]> {
  const script = `
    const entries = ${JSON.stringify(entries)};
    console.log(entries.filter((entry) => Object.keys(require(entry)).length > 0).join('\\n'));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=commonjs', '--eval', script], {
    cwd: folder,
  });
  return stdout.trimEnd().split('\n');
}
