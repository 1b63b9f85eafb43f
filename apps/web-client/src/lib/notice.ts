import { create } from 'zustand';

/** What just happened, in a sentence. */
export interface Notice {
  readonly text: string;
  /** `bad` for what failed: it is announced at once and stays longer. @default 'neutral' */
  readonly tone?: 'neutral' | 'bad';
  /** Takes it back; the notice closes. */
  readonly undo?: () => void;
  /** What else can be done about it. The notice stays, and can still be taken back. */
  readonly action?: { readonly text: string; readonly run: () => void };
  /** A notice replaces one with the same id. @default its text */
  readonly id?: string;
  /** It closed: by itself, by hand or because it was taken back. */
  readonly onClose?: () => void;
}

export interface OpenNotice extends Notice {
  readonly id: string;
}

/** Those that did not close yet, the newest last. */
export const useNotices = create<readonly OpenNotice[]>()(() => []);

/** Shows a notice, which closes itself. */
export function notify(notice: Notice): void {
  const open: OpenNotice = { id: notice.text, ...notice };
  useNotices.setState((all) => [...all.filter(({ id }) => id !== open.id), open], true);
}

/** Closes a notice that no longer applies. */
export function closeNotice(id: string): void {
  useNotices.setState((all) => all.filter((notice) => notice.id !== id), true);
}
