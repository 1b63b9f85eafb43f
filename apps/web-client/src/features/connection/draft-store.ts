import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { isSameServer } from '../../clients/connection-settings.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { tabKey } from '../../clients/target.ts';
import { storedState } from '../../lib/storage.ts';
import { changedFields, draftOf, type SettingsDraft, type SettingsField } from './settings-draft.ts';

/** What was typed and is not applied yet, by client: the changed fields alone. */
interface DraftState {
  readonly drafts: Readonly<Record<string, Partial<SettingsDraft>>>;
  change(clientId: string, change: Partial<SettingsDraft>): void;
  /** Returns its undo. */
  discard(clientId: string): () => void;
}

const StoredDrafts = z.record(z.string(), z.record(z.string(), z.string()).catch({})).catch({});

/** Survives a reload of its tab. No other tab sees it: a token may be in it. */
export const useDrafts = create<DraftState>()(
  persist(
    (set, get) => ({
      drafts: {},
      change: (clientId, change) =>
        set(({ drafts }) => ({ drafts: { ...drafts, [clientId]: { ...drafts[clientId], ...change } } })),
      discard: (clientId) => {
        const { [clientId]: discarded, ...drafts } = get().drafts;
        set({ drafts });
        return () => discarded && get().change(clientId, discarded);
      },
    }),
    {
      name: tabKey('connection-drafts'),
      storage: storedState(() => sessionStorage),
      partialize: ({ drafts }) => ({ drafts }),
      merge: (stored, state) => ({ ...state, drafts: StoredDrafts.parse(Object(stored).drafts) }),
    },
  ),
);

/** What the form shows, and which of it is not applied. The token is not that of another server: it has to be typed again. */
export function useDraft(entry: NamedClient): { draft: SettingsDraft; changed: SettingsField[] } {
  const typed = useDrafts(({ drafts }) => drafts[entry.id]);
  const applied = draftOf(entry);
  const isSame = isSameServer({ ...applied, ...typed }, applied);
  const draft = { ...applied, ...(!isSame && { token: '' }), ...typed };
  return { draft, changed: changedFields(draft, applied) };
}
