import type { ReactElement } from 'react';
import { NameDialog } from '../../components/name-dialog.tsx';
import { SAVED } from '../../texts/saved.ts';
import { saveNew, update } from './actions.ts';
import { type Draft, sourceOf, useLoaded } from './draft-of.ts';
import { useSaved } from './saved-store.ts';

/** Saves a draft under a name, or into the saved message that it came from. */
export function SaveDialog({ draft, onClose }: { draft: Draft; onClose: () => void }): ReactElement {
  const { library } = useSaved();
  const source = sourceOf(draft, library, useLoaded());
  return (
    <NameDialog
      title={SAVED.saveEvent(draft.event)}
      action={source ? SAVED.saveAsNew : SAVED.save}
      name={source?.name ?? draft.event}
      folder={source?.folder}
      folders={library.folders}
      other={source && { action: SAVED.update(source.name), onClick: () => update(source, draft) }}
      onClose={onClose}
      onName={(name, folder) => saveNew(draft, { name, folder })}
    />
  );
}
