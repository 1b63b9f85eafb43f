import { Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { RECORDINGS } from '../../texts/recordings.ts';
import { useRecordings } from './recordings-store.ts';

/** The buttons that rename and delete a recording. */
export function RecordingActions({ id, name }: { id: string; name: string }): ReactElement {
  const { rename, remove } = useRecordings();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <IconButton label={RECORDINGS.rename(name)} icon={Pencil} onClick={() => setRenaming(true)} />
      <IconButton label={RECORDINGS.remove(name)} icon={Trash2} onClick={() => void remove(id)} />
      {renaming && (
        <NameDialog
          title={RECORDINGS.renameTitle}
          label={RECORDINGS.newName}
          action={RECORDINGS.doRename}
          name={name}
          maxLength={100}
          onClose={() => setRenaming(false)}
          onName={(changed) => void rename(id, changed)}
        />
      )}
    </>
  );
}
