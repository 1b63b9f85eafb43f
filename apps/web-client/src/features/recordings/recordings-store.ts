import { z } from 'zod';
import { create } from 'zustand';
import type { Database } from '../../lib/db.ts';
import { holdPage, loadDb, whyNotStored } from '../../lib/load-db.ts';
import { tell } from '../../lib/notice.ts';
import { checkRecording, parseRecording } from '../../lib/read-recording.ts';
import { type IgnoredPlace, type Recording, toRecord } from '../../lib/recording.ts';
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

interface RecordingsState {
  /** Newest first; `undefined` until storage has answered. */
  readonly list: readonly RecordingSummary[] | undefined;
  readonly open: Recording | undefined;
  /** Follows what is stored, here and by other tabs; returns how to stop. */
  follow(): () => void;
  save(recording: Recording): Promise<void>;
  show(id: string): Promise<void>;
  close(): void;
  rename(id: string, name: string): Promise<void>;
  ignore(recording: Recording, ignored: readonly IgnoredPlace[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** Throws an Error that says what is wrong with the text. */
  importText(text: string): Promise<void>;
}

// What storage did not take stays here for as long as the page does.
const unsaved = new Map<string, Recording>();

type RecordingsDb = Database<'summaries' | 'recordings'>;
let opened: Promise<RecordingsDb> | undefined;

async function database(): Promise<RecordingsDb> {
  opened ??= loadDb().then(({ openDatabase }) =>
    openDatabase('switchboard-recordings', { summaries: 'id', recordings: 'id' }),
  );
  try {
    return await opened;
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

/** The recordings of this browser, and which one is open. */
export const useRecordings = create<RecordingsState>()((set, get) => {
  const showStored = (stored: readonly RecordingSummary[]): void =>
    set({ list: newestFirst([...stored, ...[...unsaved.values()].map(summarise)]) });
  const put = async (recording: Recording, text: string): Promise<void> => {
    if (get().open?.id === recording.id) set({ open: recording });
    unsaved.set(recording.id, recording);
    showStored(get().list ?? []);
    try {
      await holdPage(store(recording));
      unsaved.delete(recording.id);
      tell({ text });
    } catch (error) {
      tell({ text: RECORDINGS.notStored(recording.name, whyNotStored(error)), tone: 'bad' });
    }
  };
  const read = async (id: string): Promise<Recording | undefined> => {
    const { open } = get();
    const known = unsaved.get(id) ?? (open?.id === id ? open : undefined);
    if (known) return known;
    try {
      const stored = await (await database()).recordings.get(id);
      if (stored === undefined) throw new Error(RECORDINGS.gone);
      return checkRecording(stored);
    } catch (error) {
      tell({ text: RECORDINGS.notRead((error as Error).message), tone: 'bad' });
      return undefined;
    }
  };
  return {
    list: undefined,
    open: undefined,
    follow: () => {
      let stop: (() => void) | undefined;
      const onError = (error: unknown): void => {
        showStored([]);
        tell({ text: RECORDINGS.noStorage(whyNotStored(error)), tone: 'bad' });
      };
      const watching = Promise.all([loadDb(), database()]).then(([{ watch }, db]) => {
        stop ??= watch(async () => readSummaries(await db.summaries.toArray()), showStored, onError);
        return stop;
      });
      watching.catch(onError);
      return () => {
        stop ??= () => undefined;
        void watching.then((end) => end()).catch(() => undefined);
      };
    },
    save: (recording) => put(recording, RECORDINGS.savedAs(recording.name, recording.cut)),
    show: async (id) => {
      const open = await read(id);
      if (open) set({ open });
    },
    close: () => set({ open: undefined }),
    rename: async (id, name) => {
      const recording = await read(id);
      if (recording) await put({ ...recording, name }, RECORDINGS.renamed(name));
    },
    ignore: async (recording, ignored) => {
      const places = ignored.map(({ event, path }) => `${event} ${path}`);
      await put({ ...recording, ignored }, RECORDINGS.nowIgnored(places));
    },
    remove: async (id) => {
      const deleted = await read(id);
      const { list = [], open } = get();
      const name = list.find((summary) => summary.id === id)?.name ?? RECORDINGS.theRecording;
      unsaved.delete(id);
      set({ list: list.filter((one) => one.id !== id), open: open?.id === id ? undefined : open });
      await holdPage(erase(id)).catch(() => undefined);
      const undo = deleted && (() => void put(deleted, RECORDINGS.isBack(deleted.name)));
      tell({ text: RECORDINGS.removed(name), ...(undo && { undo }) });
    },
    importText: async (text) => {
      const recording = parseRecording(text);
      await put(recording, RECORDINGS.imported(recording.name));
    },
  };
});

/** Stores a recording, in the place of the one with its id if there is one. */
async function store(recording: Recording): Promise<void> {
  const db = await database();
  await db.transaction('rw', db.summaries, db.recordings, async () => {
    await db.summaries.put(summarise(recording));
    await db.recordings.put({ ...recording, entries: recording.entries.map(toRecord) });
  });
}

async function erase(id: string): Promise<void> {
  const db = await database();
  await db.transaction('rw', db.summaries, db.recordings, async () => {
    await db.summaries.delete(id);
    await db.recordings.delete(id);
  });
}

function summarise({ id, name, startedAt, duration, clients, entries }: Recording): RecordingSummary {
  return {
    id,
    name,
    startedAt,
    duration,
    clients: clients.map((client) => client.name),
    calls: entries.filter(({ kind }) => kind === 'call' || kind === 'send').length,
    events: entries.filter(({ kind }) => kind === 'event').length,
  };
}

/** What of the stored rows is a summary. */
function readSummaries(stored: readonly unknown[]): RecordingSummary[] {
  return stored.flatMap((value) => {
    const { success, data } = Summary.safeParse(value);
    return success ? [data] : [];
  });
}

/** Of two with one id the last counts. */
function newestFirst(summaries: readonly RecordingSummary[]): RecordingSummary[] {
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  return [...byId.values()].sort((a, b) => b.startedAt - a.startedAt);
}
