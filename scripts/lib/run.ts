import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './root.ts';
import { sessionMembers } from './session.ts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** @default the repository's root */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  /** The exit code; 1 if a signal or a missing program ended it. */
  readonly code: number;
  /** What it wrote, where it was kept, and the signal that ended it. */
  readonly output: string;
}

/** Milliseconds that a process has for its own clean-up before it is killed. */
const GRACE = 8_000;

const isWindows = process.platform === 'win32';
const running = new Set<ChildProcess>();

/**
 * Starts a command as the head of a process group of its own, so that all it starts can be ended with it.
 * Its output is shown, or piped to the caller.
 */
export function start(command: Command, output: 'show' | 'pipe' = 'show'): ChildProcess {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd ?? ROOT,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...command.env },
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
  });
  running.add(child);
  return child;
}

/** Runs a command to its end; `keep` holds its output back for the caller. */
export async function run(command: Command, output: 'show' | 'keep' = 'show'): Promise<Outcome> {
  const child = start(command, output === 'show' ? 'show' : 'pipe');
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (signal) chunks.push(Buffer.from(`${command.file} was ended by ${signal}.`));
    return { code: code ?? 1, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { code: 1, output: `${command.file}: ${(error as Error).message}` };
  } finally {
    await end(child);
  }
}

/** Runs a command to its end, and gives what it wrote. Throws an Error with that if it fails. */
export async function succeed(command: Command): Promise<string> {
  const { code, output } = await run(command, 'keep');
  if (code !== 0)
    throw new Error(`${command.file} ${command.args.join(' ')} failed with ${code}:\n${output}`);
  return output;
}

/** Ends a process and all it started: politely, and after a while by force. */
export async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  const { pid } = child;
  if (pid === undefined) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', `${pid}`, '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const deadline = Date.now() + GRACE;
  // The group passes the signal on to groups of its own; only what it leaves behind gets the signal from here.
  for (const targets of [() => [-pid], () => sessionMembers(pid)]) {
    signalAll(targets(), 'SIGTERM');
    while (signalAll(targets(), 0) && Date.now() < deadline) await delay(25);
    signalAll(targets(), 'SIGKILL');
  }
}

/** Ends everything that was started here and still runs. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end));
}

/** Whether there was anyone to hear it. */
function signalAll(targets: readonly number[], signal: NodeJS.Signals | 0): boolean {
  return targets.filter((target) => sendSignal(target, signal)).length > 0;
}

function sendSignal(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
