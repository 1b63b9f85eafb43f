import { unanswered } from '../clients/link.ts';
import type { Entry } from './entry.ts';
import { entryWeight } from './json-size.ts';
import { hasDatabase, lazyDatabase } from './load-db.ts';
import { redactEntry } from './redact-entry.ts';
import { newId, readStoredJson, storeJson } from './storage.ts';
import type { TrafficLog } from './traffic-log.ts';

/** What a reload keeps of the timeline at most. */
const KEPT_ENTRIES = 2_000;
const KEPT_BYTES = 4_000_000;

/** Milliseconds between a change and its storing, and between two times that it is stored. */
const DELAY = 500;
const INTERVAL = 5_000;

/** Milliseconds after which the timeline of a tab that is gone is deleted. */
const OLD = 24 * 60 * 60 * 1_000;

const NAME = 'switchboard.timeline';
const SWITCH = 'switchboard.keep-timeline';
const TAB = 'switchboard.tab';

/** The timeline of one tab, by the id of the tab. Secrets are not in it. */
interface KeptLog {
  readonly id: string;
  readonly at: number;
  readonly entries: readonly Entry[];
}

/** Whether the timeline survives a reload. */
export function keepsTimeline(): boolean {
  return readStoredJson(() => localStorage, SWITCH) !== false;
}

/** How many ids a log of this tab needs for what it may restore. */
export function idsToRestore(): number {
  return tabId() === undefined ? 0 : KEPT_ENTRIES;
}

/** Restores what this tab kept before it was reloaded, and keeps the newest entries of the log from now on. */
export class LogKeeper {
  /** Resolves once what this tab kept before is in the log, or is known not to be there. Never rejects. */
  readonly restored: Promise<void>;
  readonly #log: TrafficLog;
  readonly #database = lazyDatabase(NAME, { logs: 'id' });
  readonly #stops: readonly (() => void)[];
  #storedUpTo: unknown;
  #storedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStoring = false;

  constructor(log: TrafficLog) {
    this.#log = log;
    this.restored = this.#restore();
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') void this.store();
    };
    document.addEventListener('visibilitychange', onHide);
    this.#stops = [
      log.subscribe(() => this.#storeSoon()),
      () => clearTimeout(this.#timer),
      () => document.removeEventListener('visibilitychange', onHide),
    ];
  }

  /** A timeline that cannot be read is as good as none. */
  async #restore(): Promise<void> {
    const id = tabId();
    try {
      if (id === undefined || !keepsTimeline() || !(await hasDatabase(NAME))) return;
      const { logs } = await this.#database();
      const kept = (await logs.get(id)) as Partial<KeptLog> | undefined;
      if (Array.isArray(kept?.entries)) this.#log.restore(kept.entries.map(ended));
    } catch {
      // There is nothing that the user could do.
    }
  }

  /** Turns it on or off; off deletes what is kept of this tab. */
  async setKeeps(keeps: boolean): Promise<void> {
    storeJson(() => localStorage, SWITCH, keeps);
    this.#storedUpTo = undefined;
    await this.store();
  }

  /** Never rejects: where the browser stores nothing, a reload keeps nothing. */
  async store(): Promise<void> {
    // The entries of now must not take the place of those that are still to be restored.
    await this.restored;
    const snapshot = this.#log.getSnapshot();
    if (this.#isStoring || snapshot === this.#storedUpTo) return;
    this.#isStoring = true;
    this.#storedUpTo = snapshot;
    try {
      const id = tabId() ?? newTabId();
      const { logs } = await this.#database();
      if (this.#storedAt === 0)
        await logs.filter((row) => !(Number((row as KeptLog).at) > Date.now() - OLD)).delete();
      const entries = keepsTimeline() ? newest(this.#log) : [];
      if (entries.length === 0) await logs.delete(id);
      else await logs.put({ id, at: Date.now(), entries } satisfies KeptLog);
    } catch {
      // As long as nothing can be stored.
    } finally {
      this.#storedAt = Date.now();
      this.#isStoring = false;
    }
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** Changes of connections alone are not worth opening the database, which no first load brings. */
  #storeSoon(): void {
    const { sent, received } = this.#log.getSnapshot();
    if (sent + received === 0 && tabId() === undefined) return;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.store();
      },
      Math.max(DELAY, this.#storedAt + INTERVAL - Date.now()),
    );
  }
}

/** The newest entries that fit, oldest first, without secrets. */
function newest(log: TrafficLog): Entry[] {
  const entries: Entry[] = [];
  let bytes = 0;
  for (let id = log.nextId - 1; id >= log.firstId && entries.length < KEPT_ENTRIES; id--) {
    const entry = log.get(id);
    if (!entry) break;
    bytes += entryWeight(entry);
    if (bytes > KEPT_BYTES) break;
    entries.push(redactEntry(entry));
  }
  return entries.reverse();
}

/** A call whose answer can no longer come. */
function ended(entry: Entry): Entry {
  if (entry.kind !== 'call' || entry.answer) return entry;
  const answer = unanswered('reloaded', 'The page was reloaded before an answer came.');
  return { ...entry, answer: { ...answer, at: entry.at } };
}

function tabId(): string | undefined {
  const id = readStoredJson(() => sessionStorage, TAB);
  return typeof id === 'string' ? id : undefined;
}

function newTabId(): string {
  const id = newId();
  storeJson(() => sessionStorage, TAB, id);
  return id;
}
