import { Button, Group } from '@mantine/core';
import { Upload } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ImportButton } from '../../components/import-button.tsx';
import ui from '../../components/ui.module.css';
import { SAVED } from '../../texts/saved.ts';
import styles from './saved.module.css';
import { type MergeReport, mergeSaved, readSavedFile } from './saved-file.ts';
import { savedStore } from './saved-store.ts';

/** Bytes; far beyond what a person writes, and short of what freezes the page. */
const MAX_FILE = 50 * 1024 * 1024;

/** Merges a file of saved messages into what is here, and reports. */
export function ImportSaved(): ReactElement {
  const [done, setDone] = useState<MergeReport>();
  const onText = async (text: string): Promise<void> => {
    const file = readSavedFile(text);
    let report: MergeReport | undefined;
    await savedStore.edit((library) => {
      const merged = mergeSaved(library, file);
      // What it did to what is stored counts, not to what this tab had seen of it.
      report = merged.report;
      return merged.library;
    });
    setDone(report);
  };
  const close = (): void => setDone(undefined);
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
      {done && (
        <Dialog opened onClose={close} title={SAVED.imported}>
          <div className={ui.form}>
            <p>{SAVED.report(done)}</p>
            <Names title={SAVED.copies} items={done.copies} />
            <Names title={SAVED.withoutSecrets} items={done.withoutSecrets} />
            <Names title={SAVED.refused} items={done.refused} />
            <Group justify="flex-end">
              <Button onClick={close}>{SAVED.close}</Button>
            </Group>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** A list with its title, where there is anything in it. */
export function Names({ title, items }: { title: string; items: readonly string[] }): ReactElement | null {
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
