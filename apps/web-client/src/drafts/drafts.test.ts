// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A tab: the module as a page loads it, with a storage of its own beside the one that all share. */
class Tab {
  readonly #storage = new Storage();
  #drafts: typeof import('./drafts.ts') | undefined;

  async load(): Promise<void> {
    vi.resetModules();
    this.#drafts = await this.open(() => import('./drafts.ts'));
  }

  /** Does something with its drafts. */
  run<Result>(act: (drafts: typeof import('./drafts.ts')) => Result): Result {
    const drafts = this.#drafts;
    if (!drafts) throw new Error('The tab is not loaded.');
    return this.open(() => act(drafts));
  }

  read(event: string): string | undefined {
    return this.run(({ readDraft }) => readDraft(event));
  }

  source(): unknown {
    return this.run(({ readSource }) => readSource('a'));
  }

  /** Writes, and lets the other tab know as the browser does. */
  write(text: string, other: Tab): void {
    this.run(({ writeDraft }) => writeDraft('a', text));
    other.hear('a');
  }

  /** Learns that another tab changed a draft. */
  hear(event: string): void {
    const news = { key: `switchboard.drafts.${event}`, storageArea: localStorage };
    this.open(() => window.dispatchEvent(new StorageEvent('storage', news)));
  }

  /** Does something with its storage. */
  open<Result>(run: () => Result): Result {
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

it('what a draft came from stays with it in its tab, until another draft takes its place', async () => {
  const [one, two] = [new Tab(), new Tab()];
  await one.load();
  await two.load();
  two.write('"of two"', one);
  one.run(({ replaceDrafts, setSource }) => {
    replaceDrafts({ a: '"loaded"' });
    setSource('a', 'saved', 'first');
  });
  one.write('"typed"', two);
  await one.load();
  expect([one.source(), two.source()]).toEqual(['saved', undefined]);
  const takeBack = one.run(({ replaceDrafts }) => replaceDrafts({ a: '"other"' }));
  expect([one.read('a'), one.source()]).toEqual(['"other"', undefined]);
  one.run(takeBack);
  expect([one.read('a'), one.source()]).toEqual(['"typed"', 'saved']);
});

it('drafts are kept for the servers that were written for last, those of a link too', async () => {
  const tab = new Tab();
  await tab.load();
  const keys = Array.from({ length: 21 }, (_, index) =>
    tab.run(({ keyAt }) => keyAt({ url: `http://host-${index}`, path: '/socket.io/' }, 'raw login')),
  );
  const [first = '', second = '', third = '', ...others] = keys;
  tab.run(({ writeDraft, replaceDrafts }) => {
    for (const key of [first, second, third]) writeDraft(key, '"typed"');
    writeDraft(first, '"typed again"');
    replaceDrafts(Object.fromEntries(others.map((key) => [key, '"of a link"'])));
  });
  await tab.load();
  expect([first, second, third].map((key) => tab.read(key))).toEqual(['"typed again"', undefined, '"typed"']);
  expect(others.map((key) => tab.read(key))).toEqual(others.map(() => '"of a link"'));
  const late = new Tab();
  await late.load();
  expect([first, second].map((key) => late.read(key))).toEqual(['"typed again"', undefined]);
});

it('a draft stays where it is shown, also where another tab writes for so many servers that it is forgotten', async () => {
  const [one, two, late] = [new Tab(), new Tab(), new Tab()];
  await two.load();
  const keys = Array.from({ length: 21 }, (_, index) =>
    two.run(({ keyAt }) => keyAt({ url: `http://host-${index}`, path: '/socket.io/' }, 'raw login')),
  );
  const [first = '', ...others] = keys;
  two.run(({ writeDraft }) => writeDraft(first, '"shown"'));
  await one.load();
  expect(one.read(first)).toBe('"shown"');
  two.run(({ writeDraft }) => {
    for (const key of others) writeDraft(key, '"typed"');
  });
  one.hear(first);
  expect(one.read(first)).toBe('"shown"');
  await late.load();
  expect(late.read(first)).toBeUndefined();
  // What the tab itself takes away is gone.
  one.run(({ replaceDrafts }) => replaceDrafts({ [first]: undefined }));
  expect(one.read(first)).toBeUndefined();
});

it('what cannot be read yet is forgotten with the drafts of its server, and counts as written for it', async () => {
  const tab = new Tab();
  await tab.load();
  const keys = Array.from({ length: 22 }, (_, index) =>
    tab.run(({ keyAt }) => keyAt({ url: `http://host-${index}`, path: '/socket.io/' }, 'note:add')),
  );
  const [first = '', second = '', ...others] = keys;
  const texts = { '["a"]': { text: 'half', kind: 'text', over: '' } };
  const { readPendingTexts, writePendingTexts } = await import('./pending-texts.ts');
  tab.run(({ writeDraft }) => {
    for (const key of [first, second]) writePendingTexts(key, texts);
    for (const key of others.slice(1)) writeDraft(key, '1');
    writePendingTexts(first, texts);
    writeDraft(others[0] ?? '', '1');
    expect([first, second].map(readPendingTexts)).toEqual([texts, {}]);
    writePendingTexts(first, { '["a"]': undefined });
    expect(readPendingTexts(first)).toEqual({});
    expect(Object.keys(sessionStorage).filter((key) => key.endsWith(first))).toEqual([]);
  });
});

it('what an older console kept, which does not say for which server it was, is deleted', async () => {
  const tab = new Tab();
  const old = { 'switchboard.draft.a': '"a"', 'switchboard.pending-texts': '{"a":{"field_b":{"text":"b"}}}' };
  tab.open(() => {
    for (const [key, text] of Object.entries(old)) sessionStorage.setItem(key, text);
  });
  await tab.load();
  tab.open(() => expect(Object.keys(sessionStorage)).toEqual([]));
});

it('a draft of a payload has all digits of an integer beyond 2^53', async () => {
  const tab = new Tab();
  await tab.load();
  const text = tab.run(({ formatDraft }) => formatDraft({ id: 9_007_199_254_740_993n }));
  expect(text).toBe('{\n  "id": 9007199254740993\n}');
});

it('an empty draft stays empty', async () => {
  const tab = new Tab();
  await tab.load();
  tab.write('', tab);
  expect(tab.read('a')).toBe('');
  await tab.load();
  expect(tab.read('a')).toBe('');
});

it('a long draft is stored in the next pause, and when the page goes', async () => {
  vi.useFakeTimers();
  const tab = new Tab();
  await tab.load();
  const long = (end: string): string => JSON.stringify('x'.repeat(200_000) + end);
  const stored = (): unknown => localStorage.getItem('switchboard.drafts.a');
  tab.run(({ writeDraft }) => {
    for (const end of ['1', '2']) {
      writeDraft('a', long(end));
      vi.advanceTimersByTime(400);
    }
    expect([tab.read('a'), stored()]).toEqual([long('2'), null]);
    vi.advanceTimersByTime(400);
    expect(stored()).toBe(JSON.stringify(long('2')));
    writeDraft('a', long('3'));
    window.dispatchEvent(new Event('pagehide'));
  });
  vi.useRealTimers();
  await tab.load();
  expect(tab.read('a')).toBe(long('3'));
});
