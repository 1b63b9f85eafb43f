import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ProcessOutput } from '../lib/process-output.ts';
import { ROOT } from '../lib/root.ts';
import { succeed } from '../lib/run.ts';
import { sourceFiles } from '../lib/source-files.ts';

/** Examples in a folder outside of this repository, installed by npm from the tarballs. Removed by `using`. */
export interface ExampleCopy extends Disposable {
  /** The folder of one of them. */
  folder(name: string): string;
}

/** A program of an example. Killed, if it has not ended, at the end of the scope. */
export interface Program extends AsyncDisposable {
  readonly output: ProcessOutput;
  /** Resolves to what it has written, once it has ended by itself. */
  finished(): Promise<{ readonly code: number | null; readonly text: string }>;
}

/**
 * Copies examples beside a folder `packed`, where their manifests look for the tarballs, and installs them as their READMEs say.
 * Several share one installation, as workspaces of npm.
 */
export async function installExamples(
  names: readonly string[],
  tarballs: Readonly<Record<string, string>>,
): Promise<ExampleCopy> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'switchboard-examples-')));
  const copy = {
    folder: (name: string) => join(root, 'examples', name),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  try {
    await installInto(root, names, tarballs);
  } catch (error) {
    copy[Symbol.dispose]();
    throw error;
  }
  return copy;
}

async function installInto(
  root: string,
  names: readonly string[],
  tarballs: Readonly<Record<string, string>>,
): Promise<void> {
  mkdirSync(join(root, 'packed'));
  for (const tarball of Object.values(tarballs)) cpSync(tarball, join(root, 'packed', basename(tarball)));
  for (const file of sourceFiles(...names.map((name) => `examples/${name}`))) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(root, file));
  }
  const folders = names.map((name) => join(root, 'examples', name));
  const [first = ''] = folders;
  const isShared = names.length > 1;
  const cwd = isShared ? dirname(first) : first;
  if (isShared) {
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, workspaces: names }));
    cpSync(join(first, '.npmrc'), join(cwd, '.npmrc'));
  }
  await succeed({ file: 'npm', args: ['install', '--prefer-offline', '--no-audit', '--no-fund'], cwd });
}

/** Starts a module of an example, in TypeScript or not, as its scripts do. */
export function startProgram(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  // What Vitest sets for its workers is not for them. Where NO_COLOR is set too, Node warns of FORCE_COLOR.
  const clean = { NODE_OPTIONS: '', NODE_ENV: 'development', FORCE_COLOR: '0', NODE_NO_WARNINGS: '1' };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = new ProcessOutput(child);
  const closed = once(child, 'close').then(([code]) => code as number | null);
  return {
    output,
    finished: async () => ({ code: await closed, text: output.text }),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
