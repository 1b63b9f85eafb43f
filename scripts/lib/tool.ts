import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';
import type { Command } from './run.ts';

interface Manifest {
  readonly bin: string | Readonly<Record<string, string>>;
}

/**
 * The command that runs a tool from node_modules by this very Node, so that Windows needs no shell.
 * `workspace` is the folder whose manifest names the package; the root by default.
 */
export function tool(
  name: string,
  args: readonly string[],
  { packageName = name, workspace = '.' } = {},
): Command {
  const folder = join(ROOT, workspace, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const script = typeof bin === 'string' ? bin : bin[name];
  if (script === undefined) throw new Error(`The package ${packageName} has no command named ${name}.`);
  return { file: process.execPath, args: [join(folder, script), ...args], cwd: join(ROOT, workspace) };
}
