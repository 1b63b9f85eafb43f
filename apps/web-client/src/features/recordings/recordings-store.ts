import { z } from 'zod';
import { create } from 'zustand';
import { type Database, holdPage, lazyDatabase, watch, whyNotStored } from '../../lib/db.ts';
import { notify } from '../../lib/notice.ts';
import { checkRecording, parseRecording } from '../../recordings/read-recording.ts';
import { countEntries, type IgnoredPlace, type Recording, toStored } from '../../recordings/recording.ts';
import { RECORDINGS } from '../../texts/recordings.ts';

const Summary = z.object({
  id: z.string(),
  name: z.string(),
  startedAt: z.number(),
  duration: z.number(),
  clients: z.array(z.string()),
  calls: z.number(),
  events: z.number(),
});

/** What the list says of a recording. */
export type RecordingSummary = z.infer<typeof Summary>;

/** A stored recording that this console cannot open, as one of another version. */
export interface UnreadableRecording {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly summary: RecordingSummary;
  readonly stored: unknown;
}

type AnyRecording = Recording | UnreadableRecording;
type Edit = (recording: AnyRecording) => AnyRecording;
type RecordingsDb = Database<'summaries' | 'recordings'>;

interface RecordingsState {
  /** Newest first; `undefined` until storage has answered. */
  readonly list: readonly RecordingSummary[] | undefined;
  readonly open: AnyRecording | undefined;
  /** Follows what is stored, here and by other tabs; returns how to stop. */
  follow(): () => void;
  save(recording: Recording): Promise<void>;
  show(id: string): Promise<void>;
  close(): void;
  rename(id: string, name: string): Promise<void>;
  /** Takes a place out of comparisons, or back into them. */
  setIgnored(id: string, place: IgnoredPlace, isIgnored: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  /** Throws an Error that says what is wrong with the text. */
  importText(text: string): Promise<void>;
}

// What storage did not take stays here for as long as the page does.
const unsaved = new Map<string, AnyRecording>();

const database = lazyDatabase('switchboard-recordings', { summaries: 'id', recordings: 'id' });

/** The recordings of this browser, and which one is open. */
export const useRecordings = create<RecordingsState>()((set, get) => {
  let stored: readonly RecordingSummary[] = [];
  const showList = (now = stored): void => {
    stored = now;
    // Of two with one id the last counts.
    const byId = new Map([...stored, ...[...unsaved.values()].map(summarise)].map((one) => [one.id, one]));
    set({ list: [...byId.values()].sort((a, b) => b.startedAt - a.startedAt) });
  };
  const put = async (recording: AnyRecording, text: string): Promise<void> => {
    if (get().open?.id === recording.id) set({ open: recording });
    unsaved.set(recording.id, recording);
    showList();
    try {
      await holdPage(store(recording));
      unsaved.delete(recording.id);
      notify({ text });
    } catch (error) {
      notify({ text: RECORDINGS.notStored(recording.name, whyNotStored(error)), tone: 'bad' });
    }
  };
  const nameOf = (id: string): string => {
    const { list = [], open } = get();
    return [...list, ...(open ? [open] : [])].find((one) => one.id === id)?.name ?? '';
  };
  const change = async (id: string, edit: Edit, textOf: (changed: AnyRecording) => string): Promise<void> => {
    const kept = unsaved.get(id);
    if (kept) return put(edit(kept), textOf(edit(kept)));
    const name = nameOf(id);
    try {
      const changed = await holdPage(changeStored(id, edit));
      if (changed && get().open?.id === id) set({ open: changed });
      notify(
        changed
          ? { text: textOf(changed) }
          : { text: RECORDINGS.notChanged(name, RECORDINGS.gone), tone: 'bad' },
      );
    } catch (error) {
      notify({ text: RECORDINGS.notChanged(name, whyNotStored(error)), tone: 'bad' });
    }
  };
  return {
    list: undefined,
    open: undefined,
    follow: () => {
      const onError = (error: unknown): void => {
        showList([]);
        notify({ text: RECORDINGS.noStorage(whyNotStored(error)), tone: 'bad' });
      };
      const watching = database().then((db) =>
        watch(async () => readable(await db.summaries.toArray()), showList, onError),
      );
      watching.catch(onError);
      return () => {
        watching.then((stop) => stop()).catch(() => undefined);
      };
    },
    save: (recording) => put(recording, RECORDINGS.savedAs(recording.name, recording.cut)),
    show: async (id) => {
      try {
        const open = unsaved.get(id) ?? (await readStored(await database(), id));
        if (!open) throw new Error(RECORDINGS.gone);
        set({ open });
      } catch (error) {
        notify({ text: RECORDINGS.notRead((error as Error).message), tone: 'bad' });
      }
    },
    close: () => set({ open: undefined }),
    rename: (id, name) =>
      change(
        id,
        (recording) => ({ ...recording, name }),
        () => RECORDINGS.renamed(name),
      ),
    setIgnored: (id, place, isIgnored) =>
      change(
        id,
        (recording) => {
          const others = ignoredOf(recording).filter((other) => keyOf(other) !== keyOf(place));
          return { ...recording, ignored: isIgnored ? [...others, place] : others };
        },
        (changed) => RECORDINGS.nowIgnored(ignoredOf(changed).map(RECORDINGS.ignoredPlace)),
      ),
    remove: async (id) => {
      const name = nameOf(id);
      let deleted = unsaved.get(id);
      try {
        const erased = await holdPage(erase(id));
        deleted ??= erased;
      } catch (error) {
        // What was never stored is only forgotten.
        if (stored.some((one) => one.id === id)) {
          notify({ text: RECORDINGS.notDeleted(name, whyNotStored(error)), tone: 'bad' });
          return;
        }
      }
      unsaved.delete(id);
      showList(stored.filter((one) => one.id !== id));
      if (get().open?.id === id) set({ open: undefined });
      if (deleted)
        notify({ text: RECORDINGS.removed(name), undo: () => void put(deleted, RECORDINGS.isBack(name)) });
    },
    importText: async (text) => {
      const recording = parseRecording(text);
      await put(recording, RECORDINGS.imported(recording.name));
    },
  };
});

function ignoredOf(recording: AnyRecording): readonly IgnoredPlace[] {
  return ('ignored' in recording && recording.ignored) || [];
}

function keyOf({ kind, event, path }: IgnoredPlace): string {
  return JSON.stringify([kind, event, path]);
}

async function readStored(db: RecordingsDb, id: string): Promise<AnyRecording | undefined> {
  const summary = Summary.safeParse(await db.summaries.get(id)).data;
  const stored = await db.recordings.get(id);
  if (!summary || stored === undefined) return undefined;
  try {
    return checkRecording(stored);
  } catch (error) {
    return { id, name: summary.name, why: (error as Error).message, summary, stored };
  }
}

/** Stores a recording, in the place of the one with its id if there is one. */
async function store(recording: AnyRecording): Promise<void> {
  await inTransaction((db) => write(db, recording));
}

/** Changes what is stored at that moment, which another tab may have changed; `undefined` where it is gone. */
function changeStored(id: string, edit: Edit): Promise<AnyRecording | undefined> {
  return inTransaction(async (db) => {
    const stored = await readStored(db, id);
    const changed = stored && edit(stored);
    if (changed) await write(db, changed);
    return changed;
  });
}

/** Returns what was stored. */
function erase(id: string): Promise<AnyRecording | undefined> {
  return inTransaction(async (db) => {
    const stored = await readStored(db, id);
    await db.summaries.delete(id);
    await db.recordings.delete(id);
    return stored;
  });
}

async function inTransaction<Result>(run: (db: RecordingsDb) => Promise<Result>): Promise<Result> {
  const db = await database();
  return db.transaction('rw', db.summaries, db.recordings, () => run(db));
}

async function write(db: RecordingsDb, recording: AnyRecording): Promise<void> {
  const { name } = recording;
  const row =
    'why' in recording
      ? { ...Object(recording.stored), name }
      : { ...recording, entries: recording.entries.map(toStored) };
  await db.summaries.put(summarise(recording));
  await db.recordings.put(row);
}

function summarise(recording: AnyRecording): RecordingSummary {
  if ('why' in recording) return { ...recording.summary, name: recording.name };
  const { id, name, startedAt, duration, clients, entries } = recording;
  return {
    id,
    name,
    startedAt,
    duration,
    clients: clients.map((client) => client.name),
    ...countEntries(entries),
  };
}

function readable(rows: readonly unknown[]): RecordingSummary[] {
  return rows.map((row) => Summary.safeParse(row).data).filter((summary) => summary !== undefined);
}
