import type { ComponentType } from 'react';
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

interface NoticesState {
  /** What shows the notices. It is fetched with the first of them. */
  readonly Shown?: ComponentType;
  /** The text of the newest notice until it is fetched. */
  readonly plain?: string | undefined;
}

export const useNotices = create<NoticesState>()(() => ({}));

type ShownNotices = typeof import('../components/shown-notices.tsx');
let shownNotices: ShownNotices | undefined;

async function fetchShown(): Promise<ShownNotices> {
  shownNotices = await import('../components/shown-notices.tsx');
  useNotices.setState({ Shown: shownNotices.ShownNotices, plain: undefined });
  return shownNotices;
}

/** Shows a notice, which closes itself. */
export function tell(notice: Notice): void {
  if (shownNotices) {
    shownNotices.showNotice(notice);
    return;
  }
  useNotices.setState({ plain: notice.text });
  // Where it cannot be fetched the plain text stays.
  fetchShown().then(
    ({ showNotice }) => showNotice(notice),
    () => undefined,
  );
}

/** Closes a notice that no longer applies. */
export function closeNotice(id: string): void {
  shownNotices?.hideNotice(id);
}
