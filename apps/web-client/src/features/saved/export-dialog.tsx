import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group } from '@mantine/core';
import { Download } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import ui from '../../components/ui.module.css';
import { downloadText, fileNameOf } from '../../lib/download.ts';
import { SAVED } from '../../texts/saved.ts';
import { Names } from './import-saved.tsx';
import type { Library } from './library.ts';
import { describeExport, writeSavedFile } from './saved-file.ts';

export interface ExportDialogProps {
  readonly library: Library;
  /** Left out for everything. */
  readonly folder?: string;
  readonly onClose: () => void;
}

/** Writes saved messages to a file, and says first what secrets they hold. */
export function ExportDialog({ library, folder, onClose }: ExportDialogProps): ReactElement {
  const [withSecrets, setWithSecrets] = useState(false);
  const { count, secrets, unknown } = describeExport(library, folder);
  const onExport = (): void => {
    const name = fileNameOf(`switchboard saved ${folder ?? ''}`);
    downloadText(`${name}.json`, 'application/json', writeSavedFile(library, { folder, withSecrets }));
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
        <Names
          title={SAVED.secrets}
          items={secrets.map(({ name, paths }) => `${name}: ${paths.join(', ')}`)}
        />
        {secrets.length > 0 && (
          <Checkbox
            label={SAVED.includeSecrets}
            checked={withSecrets}
            onChange={(event) => setWithSecrets(event.currentTarget.checked)}
          />
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
