import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, text } from '@clack/prompts';
import type { Arguments, PackageManager } from './arguments.ts';
import { Cancelled } from './create-error.ts';
import { folderProblem } from './project-folder.ts';

/** Everything that is to be known of a project. */
export interface Choices {
  readonly folder: string;
  readonly react: boolean;
  readonly install: boolean;
  readonly packageManager: PackageManager;
}

/** Where questions are asked, until the signal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

const DEFAULTS = { folder: 'my-app', react: true, install: true };

/** Asks what the command line leaves out, or without a terminal takes the defaults. Throws Cancelled at Ctrl+C. */
export async function askTheRest(
  args: Arguments,
  caller: PackageManager,
  terminal: Terminal | undefined,
): Promise<Choices> {
  const { packageManager = caller } = args;
  const {
    folder = await askFolder(terminal),
    react = await askWhether('With a React page?', DEFAULTS.react, terminal),
    install = await askWhether(`Install its packages with ${packageManager}?`, DEFAULTS.install, terminal),
  } = args;
  return { folder, react, install, packageManager };
}

async function askFolder(terminal: Terminal | undefined): Promise<string> {
  const { folder } = DEFAULTS;
  if (!terminal) return folder;
  const validate = (answer: string | undefined) => folderProblem(answer || folder);
  const options = {
    message: 'The folder of the project',
    placeholder: folder,
    defaultValue: folder,
    validate,
  };
  return toAnswer<string>(await text({ ...options, ...terminal }), terminal);
}

async function askWhether(
  message: string,
  initialValue: boolean,
  terminal: Terminal | undefined,
): Promise<boolean> {
  if (!terminal) return initialValue;
  return toAnswer<boolean>(await confirm({ message, initialValue, ...terminal }), terminal);
}

function toAnswer<Answer>(answer: Answer | symbol, { signal }: Terminal): Answer {
  if (!isCancel(answer)) return answer as Answer;
  signal.throwIfAborted();
  throw new Cancelled(130);
}
