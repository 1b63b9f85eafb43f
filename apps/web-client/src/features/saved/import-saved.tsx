import { Upload } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useRef, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { formatSize } from '../../lib/bytes.ts';
import { clientSpec } from '../../lib/spec-of.ts';
import { ImportReport } from './import-report.tsx';
import { type MergeReport, mergeSaved } from './merge-saved.ts';
import { type ReadFile, readSavedFile } from './saved-file.ts';
import { savedStore } from './use-saved.ts';

/** Bytes; far beyond what one writes by hand, and short of what freezes the page. */
const MAX_FILE = 50 * 1024 * 1024;

const TOO_LARGE: ReadFile = {
  messages: [],
  folders: [],
  refused: [
    { what: 'the file', reason: `it is larger than ${formatSize(MAX_FILE)}: export one folder at a time` },
  ],
};

/** Merges a file of saved messages into what is here, and reports. */
export function ImportButton(): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [report, setReport] = useState<MergeReport>();
  const onFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const { currentTarget } = event;
    const [file] = currentTarget.files ?? [];
    if (!file) return;
    const read = file.size > MAX_FILE ? TOO_LARGE : readSavedFile(await file.text());
    // The same file can be picked again.
    currentTarget.value = '';
    let merged: MergeReport | undefined;
    await savedStore.edit((library) => {
      const result = mergeSaved(library, read, clientSpec);
      // What it did to what is stored counts, not to what this tab had seen of it.
      merged = result.report;
      return result.library;
    });
    setReport(merged);
  };
  return (
    <>
      <IconButton label="Import saved messages" icon={Upload} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="File of saved messages"
        hidden
        onChange={(event) => void onFile(event)}
      />
      {report && <ImportReport report={report} onClose={() => setReport(undefined)} />}
    </>
  );
}
