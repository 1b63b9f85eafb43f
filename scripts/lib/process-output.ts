import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** Milliseconds after which a process counts as hanging. */
const HANGS = 30_000;

/** What a process with piped output has written so far, without colours. */
export class ProcessOutput {
  #text = '';
  #hasEnded = false;
  readonly #changes = new EventEmitter();

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text += stripVTControlCharacters(chunk);
        this.#changes.emit('change');
      });
    }
    child.once('close', () => {
      this.#hasEnded = true;
      this.#changes.emit('change');
    });
  }

  get text(): string {
    return this.#text;
  }

  /** Resolves once it has the `count`th match; rejects with all that was written if the process ends before or hangs. */
  async until(pattern: RegExp, count = 1): Promise<RegExpMatchArray> {
    const signal = AbortSignal.timeout(HANGS);
    for (;;) {
      const match = [...this.#text.matchAll(pattern)][count - 1];
      if (match) return match;
      if (this.#hasEnded || signal.aborted) {
        const what = this.#hasEnded ? 'The process ended' : `${HANGS} ms passed`;
        throw new Error(`${what} before it wrote ${pattern} (match ${count}). It wrote:\n${this.#text}`);
      }
      await once(this.#changes, 'change', { signal }).catch(() => undefined);
    }
  }
}
