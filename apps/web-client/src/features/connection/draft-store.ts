import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { storedState } from '../../lib/storage.ts';
import type { SettingsDraft } from './settings-draft.ts';

/** What was typed and is not applied yet, by client: the changed fields alone. */
interface DraftState {
  readonly drafts: Readonly<Record<string, Partial<SettingsDraft>>>;
  change(clientId: string, change: Partial<SettingsDraft>): void;
  discard(clientId: string): void;
}

/** Survives a reload of its tab. No other tab sees it: a token may be in it. */
export const useDrafts = create<DraftState>()(
  persist(
    (set) => ({
      drafts: {},
      change: (clientId, change) =>
        set(({ drafts }) => ({ drafts: { ...drafts, [clientId]: { ...drafts[clientId], ...change } } })),
      discard: (clientId) => set(({ drafts: { [clientId]: _, ...drafts } }) => ({ drafts })),
    }),
    {
      name: 'switchboard.connection-drafts',
      storage: storedState(() => sessionStorage),
      partialize: ({ drafts }) => ({ drafts }),
      merge: (stored, state) => ({ ...state, drafts: readDrafts(stored) }),
    },
  ),
);

/** What was stored may be of an older console, or no draft at all. */
function readDrafts(stored: unknown): DraftState['drafts'] {
  const drafts = (stored as { drafts?: unknown } | undefined)?.drafts;
  if (typeof drafts !== 'object' || drafts === null) return {};
  return Object.fromEntries(Object.entries(drafts).map(([id, draft]) => [id, readDraftParts(draft)]));
}

function readDraftParts(draft: unknown): Partial<SettingsDraft> {
  if (typeof draft !== 'object' || draft === null) return {};
  return Object.fromEntries(
    Object.entries(draft).filter(([field, value]) =>
      field === 'transports' ? Array.isArray(value) : typeof value === 'string',
    ),
  );
}
