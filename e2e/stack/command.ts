import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inheritedEnv } from './inherited-env.config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A process group with its output kept, so that a test can wait for a line of it. */
export class Command {
  readonly #child: ChildProcess;
  readonly #name: string;
  #output = '';

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#name = [command, ...args].join(' ');
    this.#child = spawn(command, args, {
      cwd: ROOT,
      env: { ...inheritedEnv(), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
  }

  /** Resolves once the output, from now on or from the start, has the text. Rejects with the output if the process ends first. */
  async waitFor(text: string, from: 'start' | 'now' = 'start'): Promise<void> {
    const seen = from === 'now' ? this.#output.length : 0;
    while (!this.#output.includes(text, seen)) {
      if (this.#child.exitCode !== null) throw new Error(`${this.#name} ended early:\n${this.#output}`);
      const ended = new AbortController();
      const { signal } = ended;
      await Promise.race([
        once(this.#child.stdout ?? this.#child, 'data', { signal }),
        once(this.#child, 'exit', { signal }),
      ]).finally(() => ended.abort());
    }
  }

  /** Signals the whole group and waits for its first process to end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return exitCode;
    const exit = once(this.#child, 'exit');
    process.kill(-pid, signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}
