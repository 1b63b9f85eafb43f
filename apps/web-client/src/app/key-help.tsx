import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { Dialog } from '../components/dialog.tsx';
import ui from '../components/ui.module.css';
import { useKeySettings } from '../lib/keys.ts';
import { KEYS, type Key, showKey } from '../texts/keys.ts';
import { SHELL } from '../texts/shell.ts';

const COLUMNS = [
  { header: SHELL.key, cell: ({ keys }: Key) => <kbd>{showKey(keys)}</kbd> },
  { header: SHELL.does, cell: ({ does }: Key) => <span style={{ whiteSpace: 'normal' }}>{does}</span> },
  { header: SHELL.where, cell: ({ place }: Key) => place },
];

/** Every key, what it does, and where. */
export function KeyHelp({ onClose }: { onClose: () => void }): ReactElement {
  const { letters, setLetters } = useKeySettings();
  return (
    <Dialog opened onClose={onClose} title={SHELL.keys} size="lg">
      <div className={ui.form}>
        <Checkbox
          label={SHELL.oneCharacterKeys}
          description={SHELL.oneCharacterKeysHelp}
          checked={letters}
          onChange={({ currentTarget }) => setLetters(currentTarget.checked)}
        />
        <DataTable
          caption={SHELL.keys}
          columns={COLUMNS}
          rows={KEYS}
          keyOf={({ place, keys }) => `${place} ${keys}`}
          empty=""
        />
      </div>
    </Dialog>
  );
}
