import type { LoadAnswers, LoadQuestions } from '../load/messages.ts';
import { Child } from './child.ts';
import { COMPILED } from './compiled.ts';
import type { ServerSettings } from './measured-server.ts';

/** The process that makes the load for one server. */
export class Load implements AsyncDisposable {
  readonly #child: Child;

  constructor({ onAllCores }: Pick<ServerSettings, 'onAllCores'> = {}) {
    this.#child = new Child({ entry: COMPILED.load, onAllCores });
  }

  async ask<Q extends keyof LoadQuestions>(ask: Q, question: LoadQuestions[Q]): Promise<LoadAnswers[Q]> {
    return (await this.#child.ask({ ask, ...question })) as LoadAnswers[Q];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#child[Symbol.asyncDispose]();
  }
}
