import { Button, Group } from '@mantine/core';
import { Upload } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ImportButton } from '../../components/import-button.tsx';
import ui from '../../components/ui.module.css';
import { knownSpec } from '../../contract/contracts.ts';
import { SAVED } from '../../texts/saved.ts';
import { type MergeReport, mergeSaved } from './merge-saved.ts';
import styles from './saved.module.css';
import { readSavedFile } from './saved-file.ts';
import { savedStore } from './saved-store.ts';

/** Bytes; far beyond what a person writes, and short of what freezes the page. */
const MAX_FILE = 50 * 1024 * 1024;

/** Merges a file of saved messages into what is here, and reports. */
export function ImportSaved(): ReactElement {
  const [report, setReport] = useState<MergeReport>();
  const onText = async (text: string): Promise<void> => {
    const read = readSavedFile(text);
    let merged: MergeReport | undefined;
    await savedStore.edit((library) => {
      const result = mergeSaved(library, read, knownSpec);
      // What it did to what is stored counts, not to what this tab had seen of it.
      merged = result.report;
      return result.library;
    });
    setReport(merged);
  };
  return (
    <>
      <ImportButton
        label={SAVED.importFile}
        accept="application/json,.json"
        maxBytes={MAX_FILE}
        onText={onText}
      >
        {(pick) => <IconButton label={SAVED.doImport} icon={Upload} onClick={pick} />}
      </ImportButton>
      {report && <ImportReport report={report} onClose={() => setReport(undefined)} />}
    </>
  );
}

/** What an import did, and what it refused. */
function ImportReport({ report, onClose }: { report: MergeReport; onClose: () => void }): ReactElement {
  const { added, updated, unchanged, copies, withoutSecrets, refused } = report;
  return (
    <Dialog opened onClose={onClose} title={SAVED.imported}>
      <div className={ui.form}>
        <p>{SAVED.report(added.length, updated.length, unchanged.length, refused.length)}</p>
        <Names title={SAVED.copies} items={copies} />
        <Names title={SAVED.withoutSecrets} items={withoutSecrets} />
        <Names title={SAVED.refused} items={refused.map(({ what, reason }) => `${what}: ${reason}`)} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{SAVED.close}</Button>
        </Group>
      </div>
    </Dialog>
  );
}

function Names({ title, items }: { title: string; items: readonly string[] }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <div>
      <p>{title}</p>
      <ul className={styles.bullets}>
        {items.map((item, index) => (
          <li key={`${index} ${item}`}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
