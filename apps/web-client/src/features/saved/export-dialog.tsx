import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox, Group } from '@mantine/core';
import { Download } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import ui from '../../components/ui.module.css';
import { knownSpec } from '../../contract/contracts.ts';
import { downloadText } from '../../lib/download.ts';
import { SAVED } from '../../texts/saved.ts';
import { messagesIn } from './edits.ts';
import styles from './saved.module.css';
import { secretsIn, writeSavedFile } from './saved-file.ts';
import type { Library } from './saved-message.ts';

export interface ExportDialogProps {
  readonly library: Library;
  /** Left out for everything. */
  readonly folder?: string;
  readonly onClose: () => void;
}

/** Writes saved messages to a file, and says first what secrets they hold. */
export function ExportDialog({ library, folder, onClose }: ExportDialogProps): ReactElement {
  const [withSecrets, setWithSecrets] = useState(false);
  const { secrets, unknown } = secretsIn(library, { folder, specOf: knownSpec });
  const count = folder === undefined ? library.messages.size : messagesIn(library, folder).length;
  const onExport = (): void => {
    const text = writeSavedFile(library, { folder, withSecrets, specOf: knownSpec });
    downloadText(
      `switchboard-saved${folder === undefined ? '' : `-${slug(folder)}`}.json`,
      'application/json',
      text,
    );
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={folder === undefined ? SAVED.exportAllTitle : SAVED.exportFolder(folder)}
    >
      <div className={ui.form}>
        <p>{SAVED.goesIntoFile(count)}</p>
        {secrets.length > 0 && (
          <>
            <p>{SAVED.secrets}</p>
            <ul className={styles.bullets}>
              {secrets.map(({ name, paths }) => (
                <li key={name}>
                  {name}: <code>{paths.join(', ')}</code>
                </li>
              ))}
            </ul>
            <Checkbox
              label={SAVED.includeSecrets}
              checked={withSecrets}
              onChange={(event) => setWithSecrets(event.currentTarget.checked)}
            />
          </>
        )}
        {unknown.length > 0 && <p>{SAVED.unknownSecrets(unknown.join(', '))}</p>}
        <Group justify="flex-end">
          <Button
            leftSection={<Download size={13} aria-hidden />}
            disabled={count === 0 && folder === undefined}
            onClick={onExport}
          >
            {SAVED.doExport}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'folder'
  );
}
