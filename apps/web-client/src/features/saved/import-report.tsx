import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import type { MergeReport } from './merge-saved.ts';
import styles from './saved.module.css';

/** What an import did, and what it refused. */
export function ImportReport({
  report,
  onClose,
}: {
  report: MergeReport;
  onClose: () => void;
}): ReactElement {
  const { added, updated, unchanged, copies, withoutSecrets, refused } = report;
  return (
    <Dialog opened onClose={onClose} title="Imported">
      <div className={styles.dialog}>
        <p>
          {added.length} added, {updated.length} updated, {unchanged.length} unchanged, {refused.length}{' '}
          refused.
        </p>
        {copies.length > 0 && (
          <Names
            title="Changed here and in the file: the newer stands, the other is kept as"
            items={copies}
          />
        )}
        {withoutSecrets.length > 0 && (
          <Names title="Came without their secrets, which read •••" items={withoutSecrets} />
        )}
        {refused.length > 0 && (
          <Names title="Refused" items={refused.map(({ what, reason }) => `${what}: ${reason}`)} />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </div>
    </Dialog>
  );
}

function Names({ title, items }: { title: string; items: readonly string[] }): ReactElement {
  return (
    <div>
      <p>{title}:</p>
      <ul className={styles.bullets}>
        {items.map((item, index) => (
          <li key={`${index} ${item}`}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
