import type { ReactElement } from 'react';
import { NameDialog } from '../../components/name-dialog.tsx';
import { saveNew, update } from './actions.ts';
import { type Draft, sourceOf, useLoaded } from './draft-of.ts';
import { useSaved } from './saved-store.ts';

/** Saves a draft under a name, or into the saved message that it came from. */
export function SaveDialog({ draft, onClose }: { draft: Draft; onClose: () => void }): ReactElement {
  const { library } = useSaved();
  const source = sourceOf(draft, library, useLoaded());
  return (
    <NameDialog
      title={`Save ${draft.event}`}
      action={source ? 'Save as new' : 'Save'}
      name={source?.name ?? draft.event}
      folder={source?.folder}
      folders={library.folders}
      other={source && { action: `Update "${source.name}"`, onClick: () => update(source, draft) }}
      onClose={onClose}
      onName={(name, folder) => saveNew(draft, { name, folder })}
    />
  );
}
