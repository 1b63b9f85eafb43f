#!/usr/bin/env node
import { relative } from 'node:path';
import { HELP, parseArguments } from './arguments.ts';
import { Cancelled, CreateError } from './create-error.ts';
import { createProject } from './create-project.ts';
import { findPackedPackages } from './packed-packages.ts';
import { folderProblem } from './project-folder.ts';
import { askTheRest, type Choices } from './questions.ts';
import { shellWord } from './shell-word.ts';
import { callingPackageManager } from './user-agent-config.ts';
import { readVersion } from './write-project.ts';

const { stdin, stdout, stderr } = process;

const ending = new AbortController();
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => ending.abort(new Cancelled(exitCode)));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CreateError) && !(error instanceof Cancelled)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof Cancelled ? error.exitCode : 1;
}

async function main(words: readonly string[]): Promise<void> {
  // Who reads no more, such as `head`, misses nothing that matters.
  stdout.on('error', () => undefined);
  const args = parseArguments(words);
  if (args.help) return void stdout.write(HELP);
  if (args.version) return void stdout.write(`${readVersion()}\n`);

  // What cannot be done is said before anything is asked.
  requireWorkingFolder();
  const problem = args.folder !== undefined && folderProblem(args.folder);
  if (problem) throw new CreateError(problem);
  const packed = args.packages === undefined ? undefined : findPackedPackages(args.packages);

  const { signal } = ending;
  const hasTerminal = stdin.isTTY && stdout.isTTY && !args.yes;
  const terminal = hasTerminal ? { input: stdin, output: stdout, signal } : undefined;
  const choices = await askTheRest(args, callingPackageManager(), terminal);
  const onInstall = () => void stdout.write(`Installing with ${choices.packageManager} …\n`);
  const path = await createProject({ ...choices, packed, signal, onInstall });
  stdout.write(nextSteps(path, choices));
}

function nextSteps(path: string, { react, install, packageManager }: Choices): string {
  const run = packageManager === 'npm' ? 'npm run' : packageManager;
  const steps = [
    `cd ${shellWord(relative(process.cwd(), path) || '.')}`,
    ...(install ? [] : [`${packageManager} install`]),
    `${run} dev`,
    `${run} note ${packageManager === 'npm' ? '-- ' : ''}Ann "Buy milk"    (in a second terminal)`,
  ];
  const where = react ? 'Then open the page that it names.' : 'The server is at https://localhost:8443.';
  return `\nMade ${path}. Next:\n\n${steps.map((step) => `  ${step}\n`).join('')}\n${where} README.md says the rest.\n`;
}

/** Throws a CreateError where the folder that the process was started in has been removed. */
function requireWorkingFolder(): void {
  try {
    process.cwd();
  } catch (cause) {
    throw new CreateError('The folder that you are in has been removed: change to another one.', { cause });
  }
}
