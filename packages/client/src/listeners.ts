import { isThenable } from '@switchboard/contract';

/** The listeners of one kind of event. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => unknown>();

  /** Adds a listener and returns its undo. */
  add(listener: (event: Event) => unknown): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Calls all of them, in the order in which they were added, and gives what they return or promise. A listener that throws,
   * or whose promise rejects, is reported and changes nothing else.
   */
  notify(event: Event): unknown[] {
    const results: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        const result = listener(event);
        results.push(isThenable(result) ? Promise.resolve(result).catch(reportFailure) : result);
      } catch (error) {
        reportFailure(error);
      }
    }
    return results;
  }
}

/** Writes the error of a listener to the console: as an uncaught error it would end a Node process. */
export function reportFailure(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the client has no log, and no caller gets this error.
  console.error('A listener of the Switchboard client failed:', error);
}

/** Runs what has nobody left to fail for. */
export function tryNow(task: () => void): void {
  try {
    task();
  } catch (error) {
    reportFailure(error);
  }
}
