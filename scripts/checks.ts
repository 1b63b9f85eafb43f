import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { lockfileProblems } from './lockfile.ts';
import { ROOT } from './root.ts';
import { type Outcome, run } from './run.ts';
import { seconds } from './seconds.ts';
import { tool } from './tool.ts';

interface Check {
  readonly name: string;
  readonly what: string;
  readonly run: () => Outcome | Promise<Outcome>;
}

const isTerminal = process.stdout.isTTY === true;

const CHECKS: readonly Check[] = [
  {
    name: 'lint',
    what: 'biome: format and house rules',
    run: byTool(
      'biome',
      ['ci', '--error-on-warnings', `--colors=${isTerminal ? 'force' : 'off'}`],
      '@biomejs/biome',
    ),
  },
  { name: 'types', what: 'tsc: every package, app and test', run: byTool('tsc', ['-b'], 'typescript') },
  {
    name: 'promises',
    what: 'oxlint: none left floating or misused',
    run: byTool('oxlint', ['--type-aware', '--deny-warnings']),
  },
  { name: 'unused', what: 'knip: files, exports and dependencies', run: byTool('knip', []) },
  { name: 'boundaries', what: 'turbo: who may import whom', run: byTool('turbo', ['boundaries']) },
  {
    name: 'image',
    what: 'dockerfile-utils: the Dockerfile',
    run: byTool('dockerfile-utils', ['lint', 'Dockerfile']),
  },
  {
    name: 'compose',
    what: 'dclint: compose.yaml',
    run: byTool('dclint', ['compose.yaml', '--max-warnings=0']),
  },
  { name: 'lockfile', what: 'installs on every platform', run: checkLockfile },
];

/** Runs every check that needs no test, up to the first that fails; tells what it does and how long it took. */
export async function check(): Promise<boolean> {
  const start = performance.now();
  for (const { name, what, run } of CHECKS) {
    process.stdout.write(`${styleText('bold', name.padEnd(11))} ${what} `);
    const started = performance.now();
    const { code, output } = await run();
    if (code === 0) console.log(styleText('green', `ok ${seconds(started)}`));
    else {
      console.log(styleText('red', `failed ${seconds(started)}`));
      console.log(`\n${output.trimEnd()}\n\ncheck: "${name}" failed.`);
      return false;
    }
  }
  console.log(`check: all ${CHECKS.length} passed in ${seconds(start)}.`);
  return true;
}

function byTool(name: string, args: readonly string[], packageName = name): Check['run'] {
  const env: Record<string, string> = isTerminal ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  return () => run({ ...tool(name, args, { packageName }), env }, 'keep');
}

function checkLockfile(): Outcome {
  const problems = lockfileProblems(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
  return { code: problems.length === 0 ? 0 : 1, output: problems.join('\n') };
}
