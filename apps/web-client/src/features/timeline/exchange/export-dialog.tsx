import { Button, Checkbox, Radio } from '@mantine/core';
import { download } from '../../../lib/download.ts';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Radio.css';
import { contract } from '@switchboard/events';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import type { Entry } from '../../../lib/entry.ts';
import { FORMATS, type Format } from '../../../lib/exchange/write-recording.ts';
import styles from './exchange.module.css';
import { writeSlowly } from './write-slowly.ts';

export interface ExportDialogProps {
  /** All entries, and those that fit the filter; each read when it is needed. */
  readonly all: () => readonly Entry[];
  readonly matching: () => readonly Entry[];
  readonly filtered: boolean;
  readonly nameOf: (clientId: string) => string;
  readonly onClose: () => void;
}

const FORMAT_LABELS: Readonly<Record<Format, { label: string; description: string }>> = {
  ndjson: { label: 'NDJSON', description: 'One entry a line. Can be imported again.' },
  json: { label: 'JSON', description: 'One document. Can be imported again.' },
  csv: { label: 'CSV', description: 'For a spreadsheet. What would be taken for a formula is made text.' },
};

/** Writes the timeline to a file. */
export function ExportDialog({ all, matching, filtered, nameOf, onClose }: ExportDialogProps): ReactElement {
  const [format, setFormat] = useState<Format>('ndjson');
  const [scope, setScope] = useState(filtered ? 'matching' : 'all');
  const [reveal, setReveal] = useState(false);
  const [counts] = useState(() => ({ all: all().length, matching: matching().length }));
  const [working, setWorking] = useState(false);
  const write = async (): Promise<void> => {
    setWorking(true);
    const entries = scope === 'all' ? all() : matching();
    const blob = await writeSlowly(entries, { format, contract, nameOf, reveal });
    download(`switchboard-${new Date().toISOString().replace(/[:.]/g, '-')}.${format}`, blob);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title="Export the timeline">
      <div className={styles.form}>
        <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value as Format)}>
          <div className={styles.options}>
            {FORMATS.map((value) => (
              <Radio key={value} size="xs" value={value} {...FORMAT_LABELS[value]} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group label="Rows" value={scope} onChange={setScope}>
          <div className={styles.options}>
            <Radio size="xs" value="all" label={`All ${counts.all.toLocaleString('en')}`} />
            <Radio
              size="xs"
              value="matching"
              disabled={!filtered}
              label={`The ${counts.matching.toLocaleString('en')} that fit the filter`}
            />
          </div>
        </Radio.Group>
        <Checkbox
          size="xs"
          label="Write secrets in the clear"
          description="Tokens and other secrets of the contract are written as ••• otherwise."
          checked={reveal}
          onChange={({ currentTarget }) => setReveal(currentTarget.checked)}
        />
        <Button className={styles.submit} loading={working} onClick={() => void write()}>
          Download
        </Button>
      </div>
    </Dialog>
  );
}
