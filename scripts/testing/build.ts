import { run } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';

/** Builds what changed, showing the output of that alone. Says whether it worked. */
export async function build(): Promise<boolean> {
  const { code } = await run(tool('turbo', ['run', 'build', '--output-logs=new-only']));
  return code === 0;
}
