import { type ReactElement, useEffect, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-connection.module.css';
import { SettingsForm, useDraft } from './settings-form.tsx';

/** A client's settings, folded away until it is selected or something in them waits to be applied. Never closes by itself. */
export function SettingsFold({ entry, selected }: { entry: NamedClient; selected: boolean }): ReactElement {
  const isChanged = useDraft(entry).changed.length > 0;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (selected || isChanged) setOpen(true);
  }, [selected, isChanged]);
  return (
    <details
      className={styles.fold}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={styles.summary}>
        Settings {isChanged && <Badge tone="warn">not applied</Badge>}
      </summary>
      <SettingsForm entry={entry} />
    </details>
  );
}
