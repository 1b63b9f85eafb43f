import { create } from 'zustand';
import { writeDraft } from '../../lib/drafts.ts';

/** What was done to a draft by something else than typing, or could not be done. */
export interface DraftNotice {
  /** The event whose draft it is about. */
  readonly event: string;
  readonly tone: 'ok' | 'bad';
  readonly text: string;
  /** What the draft was before, and the event that was picked then. */
  readonly undo?: { readonly text: string; readonly from: string | undefined };
}

interface NoticeState {
  readonly notice: DraftNotice | undefined;
}

const useStore = create<NoticeState>()(() => ({ notice: undefined }));

/** The last notice, if it is about this event and nobody typed since. */
export function useDraftNotice(event: string): DraftNotice | undefined {
  return useStore(({ notice }) => (notice?.event === event ? notice : undefined));
}

export function showDraftNotice(notice: DraftNotice): void {
  useStore.setState({ notice });
}

export function dismissDraftNotice(): void {
  useStore.setState({ notice: undefined });
}

/** Puts the draft back as it was, and returns the event that was picked then. */
export function undoDraft({ event, undo }: DraftNotice): string | undefined {
  dismissDraftNotice();
  if (undo) writeDraft(event, undo.text);
  return undo?.from;
}
