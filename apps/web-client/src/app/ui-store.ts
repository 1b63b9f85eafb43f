import { z } from 'zod';
import { Selection } from '../drafts/selection.ts';
import { LAYOUT, storedStore } from '../lib/storage.ts';

const Pane = z.enum(['events', 'compose', 'timeline', 'more']);
export type Pane = z.infer<typeof Pane>;

const TIMELINE = 'timeline';
/** What the address of the page says. It stands before the store, which reads it as it is made. */
const QUERY = { event: 'event', direction: 'direction', panel: 'panel' };

// Whatever storage holds becomes something that can be shown.
const StoredUi = z
  .object({
    clientId: z.string().optional().catch(undefined),
    selection: Selection.catch({ kind: 'quick-start' }),
    editorTab: z.enum(['form', 'json', 'docs']).catch('form'),
    sideTab: z.string().catch(TIMELINE),
    morePanel: z.string().catch('connection'),
    pane: Pane.catch('compose'),
  })
  .readonly();

type StoredUi = z.infer<typeof StoredUi>;

interface UiState extends StoredUi {
  selectClient(id: string): void;
  /** Shows it, on a narrow screen too. */
  select(selection: Selection): void;
  showEditorTab(tab: StoredUi['editorTab']): void;
  /** Shows a panel of the right column by its id, on a narrow screen too. */
  showSide(panel: string): void;
  showPane(pane: Pane): void;
}

/** Where the user is in the console; survives a reload. */
export const useUi = storedStore<UiState>(
  `${LAYOUT}ui`,
  (set) => ({
    ...parseUi({}),
    selectClient: (clientId) => set({ clientId }),
    select: (selection) => set({ selection, pane: 'compose' }),
    showEditorTab: (editorTab) => set({ editorTab }),
    showSide: (sideTab) =>
      set(
        sideTab === TIMELINE ? { sideTab, pane: 'timeline' } : { sideTab, morePanel: sideTab, pane: 'more' },
      ),
    showPane: (pane) =>
      set(({ morePanel, sideTab }) => ({ pane, sideTab: sideOf(pane, morePanel) ?? sideTab })),
  }),
  (stored) => parseUi({ ...stored, ...readLocation(location) }),
);

/** Names what is shown in the address of the page, so that a bookmark or another tab shows the same. */
export function showInAddress({ selection, sideTab }: UiState): void {
  const search = writeLocation(location.search, { selection, sideTab });
  if (search !== location.search) history.replaceState(null, '', search + location.hash);
}

function parseUi(stored: unknown): StoredUi {
  return StoredUi.parse(Object(stored));
}

/** The right column is two panes of a narrow screen: the timeline, and every other panel. */
function sideOf(pane: Pane, morePanel: string): string | undefined {
  if (pane === 'timeline') return TIMELINE;
  return pane === 'more' ? morePanel : undefined;
}

/** What the address of the page names. */
export interface Address {
  readonly selection?: Selection;
  readonly sideTab?: string;
}

/** Reads `?event=message:send&panel=charts`: `direction=receive` for an event of the server, no name for the custom event. */
export function readLocation({ search, hash }: Pick<Location, 'search' | 'hash'>): Address {
  // A shared link says it all, and what it replaces can be brought back.
  if (hash.length > 1) return {};
  const query = new URLSearchParams(search);
  const event = query.get(QUERY.event);
  const sideTab = query.get(QUERY.panel);
  const direction = query.get(QUERY.direction) === 'receive' ? 'receive' : 'send';
  return {
    ...(event !== null && {
      selection: event === '' ? { kind: 'custom' } : { kind: 'event', direction, event },
    }),
    ...(sideTab !== null && { sideTab }),
  };
}

/** The query that names what is shown; everything else in it stays. */
export function writeLocation(search: string, { selection, sideTab }: Required<Address>): string {
  const query = new URLSearchParams(search);
  for (const name of Object.values(QUERY)) query.delete(name);
  if (selection.kind === 'custom') query.set(QUERY.event, '');
  if (selection.kind === 'event') query.set(QUERY.event, selection.event);
  if (selection.kind === 'event' && selection.direction === 'receive') query.set(QUERY.direction, 'receive');
  query.set(QUERY.panel, sideTab);
  // Names of events are read by people.
  return `?${query.toString().replaceAll('%3A', ':')}`;
}
