import { create } from 'zustand';
import { holdPage } from '../../lib/hold-page.ts';
import type { Recording } from '../../lib/recording.ts';
import { type ParsedRecording, parseRecording } from './recording-file.ts';
import { type RecordingSummary, summarise } from './recording-summary.ts';
import { listRecordings, loadRecording, removeRecording, storeRecording } from './recordings-db.ts';

/** What is said about the last thing done. */
export interface Notice {
  readonly tone: 'ok' | 'bad';
  readonly text: string;
}

interface RecordingsState {
  /** Newest first; `undefined` until storage has answered. */
  readonly list: readonly RecordingSummary[] | undefined;
  readonly open: Recording | undefined;
  /** What was deleted last, to be brought back. */
  readonly deleted: Recording | undefined;
  readonly notice: Notice | undefined;
  load(): Promise<void>;
  save(recording: Recording): Promise<void>;
  show(id: string): Promise<void>;
  close(): void;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  undo(): Promise<void>;
  importText(text: string): Promise<void>;
  dismiss(): void;
}

// What storage did not take stays here for as long as the page does.
const unsaved = new Map<string, Recording>();

/** The recordings of this browser, and which one is open. */
export const useRecordings = create<RecordingsState>()((set, get) => {
  const put = async (recording: Recording, notice?: Notice): Promise<void> => {
    const { list = [], open } = get();
    const others = list.filter(({ id }) => id !== recording.id);
    const sorted = [summarise(recording), ...others].sort((a, b) => b.startedAt - a.startedAt);
    set({ list: sorted, notice: undefined, ...(open?.id === recording.id && { open: recording }) });
    try {
      await holdPage(storeRecording(recording));
      unsaved.delete(recording.id);
      set({ notice });
    } catch (error) {
      unsaved.set(recording.id, recording);
      set({ notice: notKept(recording, error) });
    }
  };
  const read = async (id: string): Promise<Recording | undefined> => {
    const { open } = get();
    const known = unsaved.get(id) ?? (open?.id === id ? open : undefined);
    if (known) return known;
    const parsed = await loadRecording(id).catch(
      (error: unknown): ParsedRecording => ({ ok: false, reason: String(error) }),
    );
    if (parsed.ok) return parsed.recording;
    set({ notice: { tone: 'bad', text: `This recording cannot be read: ${parsed.reason}` } });
    return undefined;
  };
  return {
    list: undefined,
    open: undefined,
    deleted: undefined,
    notice: undefined,
    load: async () => {
      try {
        set({ list: await listRecordings() });
      } catch (error) {
        set({ list: [], notice: { tone: 'bad', text: `Recordings cannot be kept here: ${String(error)}` } });
      }
    },
    save: async (recording) => {
      set({ deleted: undefined });
      const text = [`Saved as ${recording.name}.`, recording.cut].filter(Boolean).join(' ');
      await put(recording, { tone: 'ok', text });
    },
    show: async (id) => {
      const open = await read(id);
      if (open) set({ open, notice: undefined });
    },
    close: () => set({ open: undefined }),
    rename: async (id, name) => {
      const recording = await read(id);
      if (recording) await put({ ...recording, name }, { tone: 'ok', text: `Renamed to ${name}.` });
    },
    remove: async (id) => {
      const deleted = await read(id);
      const { list = [], open } = get();
      const name = list.find((summary) => summary.id === id)?.name ?? 'the recording';
      set({
        deleted,
        list: list.filter((summary) => summary.id !== id),
        open: open?.id === id ? undefined : open,
        notice: { tone: 'ok', text: `Deleted ${name}.` },
      });
      unsaved.delete(id);
      await holdPage(removeRecording(id)).catch(() => undefined);
    },
    undo: async () => {
      const { deleted } = get();
      set({ deleted: undefined });
      if (deleted) await put(deleted, { tone: 'ok', text: `${deleted.name} is back.` });
    },
    importText: async (text) => {
      const parsed = parseRecording(text);
      if (!parsed.ok) return set({ notice: { tone: 'bad', text: parsed.reason } });
      set({ deleted: undefined });
      await put(parsed.recording, { tone: 'ok', text: `Imported ${parsed.recording.name}.` });
    },
    dismiss: () => set({ notice: undefined, deleted: undefined }),
  };
});

function notKept({ name }: Recording, error: unknown): Notice {
  const reason = error instanceof Error ? error.message : String(error);
  const text = `${name} could not be stored (${reason}): export it, or it is gone with this page.`;
  return { tone: 'bad', text };
}
