/** The listeners of one kind of news. */
export class Listeners<News> {
  readonly #listeners = new Set<(news: News) => void>();

  /** Adds a listener and returns its undo. */
  add(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(news: News): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}
