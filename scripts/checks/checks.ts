import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { ROOT } from '../lib/root.ts';
import { type Outcome, run } from '../lib/run.ts';
import { seconds } from '../lib/seconds.ts';
import { tool } from '../lib/tool.ts';
import { appWords, readEventNames, readPackageFiles } from './app-words.ts';
import { foreignAddresses, lockfileProblems } from './lockfile.ts';
import { readConsoleFiles, upwardImports } from './rooms.ts';

interface Check {
  readonly name: string;
  readonly what: string;
  readonly run: () => Outcome | Promise<Outcome>;
}

/** One checker a project: several would check much of it twice. */
const BUILD = ['-b', '--checkers', '1'];

/** Folders with a lockfile of their own. */
const OTHER_ROOTS = ['bench/peers', 'e2e/versions'];

const isTerminal = process.stdout.isTTY === true;

const CHECKS: readonly Check[] = [
  { name: 'lint', what: 'biome: format and house rules', run: lint() },
  { name: 'types', what: 'tsc: every package, app and test', run: byTool('tsc', BUILD, 'typescript') },
  { name: 'promises', what: 'oxlint: none left floating or misused', run: promises() },
  { name: 'unused', what: 'knip: files, exports and dependencies', run: byTool('knip', []) },
  { name: 'boundaries', what: 'turbo: who may import whom', run: byTool('turbo', ['boundaries']) },
  {
    name: 'image',
    what: 'dockerfile-utils: the Dockerfile',
    run: byTool('dockerfile-utils', ['lint', 'Dockerfile']),
  },
  {
    name: 'image',
    what: 'dockerfile-utils: the Dockerfile of new projects',
    run: byTool('dockerfile-utils', ['lint', 'packages/create-switchboard/template/Dockerfile']),
  },
  {
    name: 'compose',
    what: 'dclint: compose.yaml',
    run: byTool('dclint', ['compose.yaml', '--max-warnings=0']),
  },
  { name: 'rooms', what: 'no import of the console points up', run: checkRooms },
  { name: 'lockfile', what: 'installs on every platform', run: checkLockfile },
  { name: 'words', what: 'no package but events has a word of the chat', run: checkWords },
];

/** Runs every check that needs no test. */
export function check(): Promise<boolean> {
  return runChecks(CHECKS);
}

/** Runs the checks of single files on these, and the compiler on what they reach. */
export function checkFiles(files: readonly string[]): Promise<boolean> {
  const sources = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  return runChecks([
    { name: 'lint', what: `biome: ${files.length} files`, run: lint('--no-errors-on-unmatched', ...files) },
    { name: 'types', what: 'tsc: what they reach', run: byTool('tsc', BUILD, 'typescript') },
    { name: 'promises', what: `oxlint: ${sources.length} files`, run: promises(...sources) },
  ]);
}

/** Runs checks side by side and reports each in its turn: what it does, how long it took, and its output if it failed. */
async function runChecks(checks: readonly Check[]): Promise<boolean> {
  const start = performance.now();
  const running = checks.map(async ({ name, what, run }) => {
    const { code, output } = await run();
    return { title: `${styleText('bold', name.padEnd(11))} ${what}`, code, output, time: seconds(start) };
  });
  let failed = 0;
  for (const outcome of running) {
    const { title, code, output, time } = await outcome;
    if (code === 0) console.log(`${title} ${styleText('green', `ok ${time}`)}`);
    else {
      failed += 1;
      console.log(`${title} ${styleText('red', `failed ${time}`)}\n\n${output.trimEnd()}\n`);
    }
  }
  console.log(
    failed > 0
      ? `check: ${failed} of ${checks.length} failed.`
      : `check: all ${checks.length} passed in ${seconds(start)}.`,
  );
  return failed === 0;
}

function lint(...args: readonly string[]): Check['run'] {
  const colors = `--colors=${isTerminal ? 'force' : 'off'}`;
  return byTool('biome', ['ci', '--error-on-warnings', colors, ...args], '@biomejs/biome');
}

function promises(...files: readonly string[]): Check['run'] {
  return byTool('oxlint', ['--type-aware', '--deny-warnings', ...files]);
}

function byTool(name: string, args: readonly string[], packageName = name): Check['run'] {
  const env: Record<string, string> = isTerminal ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  return () => run({ ...tool(name, args, { packageName }), env }, 'keep');
}

function checkLockfile(): Outcome {
  const read = (folder: string): string => readFileSync(join(ROOT, folder, 'pnpm-lock.yaml'), 'utf8');
  const problems = [
    ...lockfileProblems(read('.')),
    ...OTHER_ROOTS.flatMap((folder) => foreignAddresses(read(folder)).map((line) => `${folder}: ${line}`)),
  ];
  return toOutcome(problems);
}

function checkWords(): Outcome {
  return toOutcome(appWords(readPackageFiles(), readEventNames()));
}

function checkRooms(): Outcome {
  return toOutcome(upwardImports(readConsoleFiles()));
}

function toOutcome(problems: readonly string[]): Outcome {
  return { code: problems.length === 0 ? 0 : 1, output: problems.join('\n') };
}
