import { run } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';

/** A global setup of Vitest: compiles what is not current of the packages and the server. */
export async function setup(): Promise<void> {
  const folders = ['apps/server', 'packages/client', 'packages/create-switchboard'];
  const projects = folders.map((folder) => `${folder}/tsconfig.build.json`);
  const { code, output } = await run(tool('tsc', ['-b', ...projects], { packageName: 'typescript' }), 'keep');
  if (code !== 0) throw new Error(`The build failed, so no test of what was built ran.\n${output}`);
}
