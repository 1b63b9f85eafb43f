import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** What the middle room shows. */
export type Selection =
  | { readonly kind: 'quick-start' }
  | { readonly kind: 'custom' }
  | { readonly kind: 'event'; readonly direction: 'send' | 'receive'; readonly event: string };

export type SideTab = 'timeline' | 'connection' | 'recordings';

/** The room that a narrow screen shows. */
export type Pane = 'events' | 'compose' | 'timeline' | 'more';

interface UiState {
  readonly clientId: string | undefined;
  readonly selection: Selection;
  readonly sideTab: SideTab;
  readonly pane: Pane;
  selectClient(id: string): void;
  /** Shows it, on a narrow screen too. */
  select(selection: Selection): void;
  showSide(tab: SideTab): void;
  showPane(pane: Pane): void;
}

/** Where the user is in the console; survives a reload. */
export const useUi = create<UiState>()(
  persist(
    (set) => ({
      clientId: undefined,
      selection: { kind: 'quick-start' },
      sideTab: 'timeline',
      pane: 'compose',
      selectClient: (clientId) => set({ clientId }),
      select: (selection) => set({ selection, pane: 'compose' }),
      showSide: (sideTab) => set({ sideTab, pane: sideTab === 'timeline' ? 'timeline' : 'more' }),
      showPane: (pane) =>
        set(pane === 'timeline' || pane === 'more' ? { pane, sideTab: sideOf(pane) } : { pane }),
    }),
    { name: 'switchboard.ui' },
  ),
);

function sideOf(pane: 'timeline' | 'more'): SideTab {
  return pane === 'timeline' ? 'timeline' : 'connection';
}
