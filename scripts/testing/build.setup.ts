import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';
import { publicPackages } from '../packing/packages.ts';

/** A global setup of Vitest: compiles what is not current of the packages and the server. */
export async function setup(): Promise<void> {
  const packages = publicPackages().map(({ folder }) => join(folder, 'tsconfig.build.json'));
  const projects = ['apps/server/tsconfig.build.json', ...packages.filter((path) => existsSync(path))];
  const { code, output } = await run(tool('tsc', ['-b', ...projects], { packageName: 'typescript' }), 'keep');
  if (code !== 0) throw new Error(`The build failed, so no test of what was built ran.\n${output}`);
}
