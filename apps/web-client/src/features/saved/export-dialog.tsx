import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox, Group } from '@mantine/core';
import { Download } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import ui from '../../components/ui.module.css';
import { downloadText } from '../../lib/download.ts';
import { clientSpec } from '../../lib/spec-of.ts';
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
  const { secrets, unknown } = secretsIn(library, { folder, specOf: clientSpec });
  const count = folder === undefined ? library.messages.size : messagesIn(library, folder).length;
  const onExport = (): void => {
    const text = writeSavedFile(library, { folder, withSecrets, specOf: clientSpec });
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
      title={folder === undefined ? 'Export all saved messages' : `Export the folder ${folder}`}
    >
      <div className={ui.form}>
        <p>
          {count} {count === 1 ? 'message goes' : 'messages go'} into a JSON file. An import merges it with
          the messages that are there.
        </p>
        {secrets.length > 0 && (
          <>
            <p>These secrets are left out of the file unless you include them:</p>
            <ul className={styles.bullets}>
              {secrets.map(({ name, paths }) => (
                <li key={name}>
                  {name}: <code>{paths.join(', ')}</code>
                </li>
              ))}
            </ul>
            <Checkbox
              label="Include secrets"
              checked={withSecrets}
              onChange={(event) => setWithSecrets(event.currentTarget.checked)}
            />
          </>
        )}
        {unknown.length > 0 && (
          <p>
            The contract does not have the events of {unknown.join(', ')}, so their secrets are unknown: they
            are exported unchanged.
          </p>
        )}
        <Group justify="flex-end">
          <Button
            leftSection={<Download size={13} aria-hidden />}
            disabled={count === 0 && folder === undefined}
            onClick={onExport}
          >
            Export
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
