/** The listeners of one kind of news. */
export class Listeners<News, Result = void> {
  readonly #listeners = new Set<(news: News) => Result>();

  /** Adds a listener and returns its undo. */
  add(listener: (news: News) => Result): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Tells all of them and gives what they return. What one throws is reported as an uncaught error and keeps it from
   * nobody else.
   */
  tell(news: News): Result[] {
    const results: Result[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        results.push(listener(news));
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    return results;
  }
}
