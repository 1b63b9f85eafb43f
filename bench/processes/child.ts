import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pin } from './pin.ts';

export interface ChildOptions {
  /** A compiled file. */
  readonly entry: string;
  /** All of its environment but NODE_ENV: what this process has could change what is measured. */
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** The file that its output goes to; without it, the output is thrown away. */
  readonly log?: string;
  /** Whether it is free to use every core; otherwise it is kept on the same one as all others. @default false */
  readonly onAllCores?: boolean | undefined;
}

/** A process that the bench started and talks with: one question, one answer, in turn. */
export class Child implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #name: string;

  constructor({ entry, env, execArgv = [], log, onAllCores }: ChildOptions) {
    this.#name = join(basename(dirname(entry)), basename(entry));
    const output = log === undefined ? 'ignore' : openSync(log, 'a');
    this.#process = fork(entry, [], {
      env: { NODE_ENV: 'production', ...env },
      execArgv: [...execArgv],
      stdio: ['ignore', output, 'inherit', 'ipc'],
    });
    if (output !== 'ignore') closeSync(output);
    if (this.#process.pid !== undefined && !onAllCores) pin(this.#process.pid);
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** What it says next. Rejects if it says that something failed, or ends. */
  async hear(): Promise<unknown> {
    const over = new AbortController();
    const { signal } = over;
    try {
      const ended = once(this.#process, 'exit', { signal }).then(([code, by]) => {
        throw new Error(`${this.#name} ended with ${code ?? by} before it answered.`);
      });
      const [answer] = await Promise.race([once(this.#process, 'message', { signal }), ended]);
      const { error } = answer as { readonly error?: string };
      if (error !== undefined) throw new Error(`${this.#name}: ${error}`);
      return answer;
    } finally {
      over.abort();
    }
  }

  async ask(question: { readonly ask: string; readonly [more: string]: unknown }): Promise<unknown> {
    if (this.#process.exitCode !== null) throw new Error(`${this.#name} has ended.`);
    const answer = this.hear();
    this.#process.send(question);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }
}
