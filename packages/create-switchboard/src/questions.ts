import type { Key } from 'node:readline';
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

/** Asks what the command line leaves out, or without a terminal takes the defaults. Throws Cancelled at Ctrl+C and Ctrl+D. */
export async function askTheRest(
  args: Arguments,
  caller: PackageManager,
  terminal: Terminal | undefined,
): Promise<Choices> {
  const { packageManager = caller } = args;
  const until = terminal && endsAtEndOfInput(terminal);
  const {
    folder = await askFolder(until),
    react = await askWhether('With a React page?', DEFAULTS.react, until),
    install = await askWhether(`Install its packages with ${packageManager}?`, DEFAULTS.install, until),
  } = args;
  return { folder, react, install, packageManager };
}

/** The terminal whose signal also comes at Ctrl+D, where a prompt would never settle. */
function endsAtEndOfInput({ input, output, signal }: Terminal): Terminal {
  const ending = new AbortController();
  const end = (): void => ending.abort(new Cancelled(130));
  input.once('end', end);
  input.on('keypress', (_text: string, { ctrl, name }: Key) => ctrl && name === 'd' && end());
  return { input, output, signal: AbortSignal.any([signal, ending.signal]) };
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
