import { Button, TextInput } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';
import { ChartNoAxesGantt, Pause, Play, Table2 } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { useClients, useLog } from '../../lib/console-session.ts';
import type { Entry } from '../../lib/entry.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { ArrowDetail } from './arrow-detail.tsx';
import { type Arrow, MAX_ENTRIES, sequenceOf } from './arrows.ts';
import type { FanOut } from './fan-outs.ts';
import styles from './sequence.module.css';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { SequenceTable } from './sequence-table.tsx';

/** Milliseconds: often enough to follow, and cheap at any rate of traffic. */
const UPDATE_EVERY = 200;

/** Who sent what to whom, in the order of time. `narrow` says whether the detail covers the screen. */
export function SequencePanel({ narrow }: { narrow: boolean }): ReactElement {
  const live = useThrottledValue(useLog(), UPDATE_EVERY);
  const clients = useClients();
  const [frozen, setFrozen] = useState<readonly Entry[]>();
  const [asTable, setAsTable] = useState(false);
  const [text, setText] = useState('');
  const [selectedKey, setSelectedKey] = useState<string>();
  const entries = frozen ?? live.entries;
  const { arrows, older } = useMemo(() => sequenceOf(entries, text), [entries, text]);
  const all = useMemo(() => (text ? sequenceOf(entries).arrows : arrows), [entries, text, arrows]);
  const selected = arrows.find(({ key }) => key === selectedKey);
  return (
    <section className={styles.panel} aria-label={SEQUENCE.panel}>
      <search className={styles.bar} aria-label={SEQUENCE.search}>
        <TextInput
          className={styles.filter}
          aria-label={SEQUENCE.event}
          placeholder={SEQUENCE.eventExample}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <IconButton
          label={frozen ? SEQUENCE.resume : SEQUENCE.pause}
          icon={frozen ? Play : Pause}
          pressed={frozen !== undefined}
          onClick={() => setFrozen(frozen ? undefined : live.entries.slice(-MAX_ENTRIES))}
        />
        <Button
          variant="default"
          leftSection={
            asTable ? <ChartNoAxesGantt size={13} aria-hidden /> : <Table2 size={13} aria-hidden />
          }
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? SEQUENCE.asDiagram : SEQUENCE.asTable}
        </Button>
      </search>
      {older > 0 && <p className={styles.older}>{SEQUENCE.newest(arrows.length)}</p>}
      <div className={styles.main}>
        {arrows.length === 0 && (
          <p className={styles.empty}>{text ? SEQUENCE.noEvent : SEQUENCE.nothingYet}</p>
        )}
        {arrows.length > 0 && asTable && (
          <SequenceTable arrows={arrows} clients={clients} onSelect={setSelectedKey} />
        )}
        {arrows.length > 0 && !asTable && (
          <SequenceDiagram
            arrows={arrows}
            clients={clients}
            selectedKey={selectedKey}
            onSelect={setSelectedKey}
            narrow={narrow}
          />
        )}
      </div>
      {selected && (
        <ArrowDetail
          arrow={selected}
          fanOuts={fanOutsOf(selected, all)}
          clients={clients}
          narrow={narrow}
          onClose={() => setSelectedKey(undefined)}
        />
      )}
    </section>
  );
}

/** Also those that the filter hides. */
function fanOutsOf(selected: Arrow, all: readonly Arrow[]): FanOut[] {
  if (selected.kind === 'event') return [selected.fanOut];
  return all.flatMap((arrow) =>
    arrow.kind === 'event' && arrow.fanOut.cause?.id === selected.entry.id ? [arrow.fanOut] : [],
  );
}
