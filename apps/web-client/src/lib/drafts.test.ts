// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A tab: the module as a page loads it, with a storage of its own beside the one that all share. */
class Tab {
  readonly #storage = new Storage();
  #drafts: typeof import('./drafts.ts') | undefined;

  async load(): Promise<void> {
    vi.resetModules();
    this.#drafts = await this.#asThisTab(() => import('./drafts.ts'));
  }

  read(event: string): string | undefined {
    return this.#asThisTab(() => this.#drafts?.readDraft(event));
  }

  /** Writes, and lets the other tab know as the browser does. */
  write(text: string, other: Tab): void {
    this.#asThisTab(() => this.#drafts?.writeDraft('a', text));
    const news = { key: 'switchboard.draft.a', storageArea: localStorage };
    other.#asThisTab(() => window.dispatchEvent(new StorageEvent('storage', news)));
  }

  #asThisTab<Result>(run: () => Result): Result {
    vi.stubGlobal('sessionStorage', this.#storage);
    return run();
  }
}

beforeEach(() => localStorage.clear());
afterEach(() => void vi.unstubAllGlobals());

it('two tabs keep their own drafts, over a reload too, and one that wrote nothing follows', async () => {
  const [one, two, late] = [new Tab(), new Tab(), new Tab()];
  await one.load();
  await two.load();
  one.write('"of one"', two);
  expect(two.read('a')).toBe('"of one"');
  two.write('"of two"', one);
  expect(one.read('a')).toBe('"of one"');
  await one.load();
  expect(one.read('a')).toBe('"of one"');
  await late.load();
  expect(late.read('a')).toBe('"of two"');
});

it('an empty draft stays empty', async () => {
  const tab = new Tab();
  await tab.load();
  tab.write('', tab);
  expect(tab.read('a')).toBe('');
  await tab.load();
  expect(tab.read('a')).toBe('');
});
