import { Button, Checkbox, Group, Radio } from '@mantine/core';
import { DETAILS } from '../../../texts/details.ts';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import ui from '../../../components/ui.module.css';
import { download } from '../../../lib/download.ts';
import type { Entry } from '../../../traffic/entry.ts';
import type { FindClient } from '../rows.ts';
import { FORMATS, type Format, type WriteOptions, writeRecording } from './write-recording.ts';

export interface ExportDialogProps {
  /** All entries, and those that fit the filter; each read when it is needed. */
  readonly all: () => readonly Entry[];
  readonly matching: () => readonly Entry[];
  readonly filtered: boolean;
  readonly clientOf: FindClient;
  readonly onClose: () => void;
}

/** Writes the timeline to a file. */
export function ExportDialog(props: ExportDialogProps): ReactElement {
  const { all, matching, filtered, clientOf, onClose } = props;
  const [format, setFormat] = useState<Format>('ndjson');
  const [scope, setScope] = useState(filtered ? 'matching' : 'all');
  const [reveal, setReveal] = useState(false);
  const [counts] = useState(() => ({ all: all().length, matching: matching().length }));
  const [working, setWorking] = useState(false);
  const write = async (): Promise<void> => {
    setWorking(true);
    const entries = scope === 'all' ? all() : matching();
    const blob = await writeSlowly(entries, { format, clientOf, reveal });
    download(`switchboard-${new Date().toISOString().replace(/[:.]/g, '-')}.${format}`, blob);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={DETAILS.exportTimeline}>
      <div className={ui.form}>
        <Radio.Group label={DETAILS.format} value={format} onChange={(value) => setFormat(value as Format)}>
          <div className={ui.stack}>
            {FORMATS.map((value) => (
              <Radio key={value} value={value} {...DETAILS.formats[value]} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group label={DETAILS.rows} value={scope} onChange={setScope}>
          <div className={ui.stack}>
            <Radio value="all" label={DETAILS.all(counts.all)} />
            <Radio value="matching" disabled={!filtered} label={DETAILS.matching(counts.matching)} />
          </div>
        </Radio.Group>
        <Checkbox
          label={DETAILS.writeSecrets}
          description={DETAILS.writeSecretsHelp}
          checked={reveal}
          onChange={({ currentTarget }) => setReveal(currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button loading={working} onClick={() => void write()}>
            {DETAILS.download}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}

/** Milliseconds of work at a time. */
const SLICE = 12;

/** Writes entries as a file, a little at a time, so that the page goes on. */
async function writeSlowly(entries: readonly Entry[], options: WriteOptions): Promise<Blob> {
  const parts: string[] = [];
  let start = performance.now();
  for (const part of writeRecording(entries, options)) {
    parts.push(part);
    if (performance.now() - start < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
  return new Blob(parts);
}
