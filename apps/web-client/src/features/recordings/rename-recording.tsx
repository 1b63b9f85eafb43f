import type { ReactElement } from 'react';
import { NameDialog } from '../../components/name-dialog.tsx';
import { RECORDINGS } from '../../texts/recordings.ts';
import { useRecordings } from './recordings-store.ts';

export interface RenameRecordingProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks for another name of a recording. */
export function RenameRecording({ id, name, onClose }: RenameRecordingProps): ReactElement {
  const { rename } = useRecordings();
  return (
    <NameDialog
      title={RECORDINGS.renameTitle}
      label={RECORDINGS.newName}
      action={RECORDINGS.renameAction}
      name={name}
      maxLength={100}
      onClose={onClose}
      onName={(changed) => void rename(id, changed)}
    />
  );
}
