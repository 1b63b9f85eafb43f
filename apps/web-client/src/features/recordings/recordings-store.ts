import { z } from 'zod';
import { create } from 'zustand';
import { holdPage, lazyDatabase, watch, whyNotStored } from '../../lib/db.ts';
import { tell } from '../../lib/notice.ts';
import { checkRecording, parseRecording } from '../../lib/read-recording.ts';
import { countEntries, type IgnoredPlace, type Recording, toStored } from '../../lib/recording.ts';
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
  ignore(recording: Recording, ignored: readonly IgnoredPlace[]): Promise<void>;
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
      tell({ text });
    } catch (error) {
      tell({ text: RECORDINGS.notStored(recording.name, whyNotStored(error)), tone: 'bad' });
    }
  };
  const read = async (id: string): Promise<AnyRecording | undefined> => {
    const { open, list } = get();
    const known = unsaved.get(id) ?? (open?.id === id ? open : undefined);
    const summary = list?.find((one) => one.id === id);
    if (known || !summary) return known;
    try {
      const row = await (await database()).recordings.get(id);
      if (row !== undefined) return readRow(summary, row);
      throw new Error(RECORDINGS.gone);
    } catch (error) {
      tell({ text: RECORDINGS.notRead((error as Error).message), tone: 'bad' });
      return undefined;
    }
  };
  return {
    list: undefined,
    open: undefined,
    follow: () => {
      const onError = (error: unknown): void => {
        showList([]);
        tell({ text: RECORDINGS.noStorage(whyNotStored(error)), tone: 'bad' });
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
      const open = await read(id);
      if (open) set({ open });
    },
    close: () => set({ open: undefined }),
    rename: async (id, name) => {
      const recording = await read(id);
      if (recording) await put({ ...recording, name }, RECORDINGS.renamed(name));
    },
    ignore: async (recording, ignored) => {
      await put({ ...recording, ignored }, RECORDINGS.nowIgnored(ignored.map(RECORDINGS.ignoredPlace)));
    },
    remove: async (id) => {
      const { name = '' } = get().list?.find((one) => one.id === id) ?? {};
      const deleted = await read(id);
      try {
        await holdPage(erase(id));
      } catch (error) {
        // What was never stored is only forgotten.
        if (stored.some((one) => one.id === id)) {
          tell({ text: RECORDINGS.notDeleted(name, whyNotStored(error)), tone: 'bad' });
          return;
        }
      }
      unsaved.delete(id);
      showList(stored.filter((one) => one.id !== id));
      if (get().open?.id === id) set({ open: undefined });
      if (deleted)
        tell({ text: RECORDINGS.removed(name), undo: () => void put(deleted, RECORDINGS.isBack(name)) });
    },
    importText: async (text) => {
      const recording = parseRecording(text);
      await put(recording, RECORDINGS.imported(recording.name));
    },
  };
});

function readRow(summary: RecordingSummary, stored: unknown): AnyRecording {
  try {
    return checkRecording(stored);
  } catch (error) {
    const { id, name } = summary;
    return { id, name, why: (error as Error).message, summary, stored };
  }
}

/** Stores a recording, in the place of the one with its id if there is one. */
async function store(recording: AnyRecording): Promise<void> {
  const db = await database();
  const { name } = recording;
  const row =
    'why' in recording
      ? { ...Object(recording.stored), name }
      : { ...recording, entries: recording.entries.map(toStored) };
  await db.transaction('rw', db.summaries, db.recordings, async () => {
    await db.summaries.put(summarise(recording));
    await db.recordings.put(row);
  });
}

async function erase(id: string): Promise<void> {
  const db = await database();
  await db.transaction('rw', db.summaries, db.recordings, async () => {
    await db.summaries.delete(id);
    await db.recordings.delete(id);
  });
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
