import { Button, TextInput } from '@mantine/core';
import { useThrottledValue } from '@mantine/hooks';
import { ChartNoAxesGantt, Pause, Play, Table2 } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { formatLatency, formatTime } from '../../lib/format-time.ts';
import { useClients, useLog } from '../../session/console-session.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import type { Entry } from '../../traffic/entry.ts';
import { ArrowDetail } from './arrow-detail.tsx';
import { type Arrow, endsOf, type Lane, MAX_ENTRIES, sequenceOf } from './arrows.ts';
import { type FanOut, latenciesOf } from './fan-outs.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';

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
  const shown = useMemo(() => sequenceOf(entries, clients, text), [entries, clients, text]);
  const whole = useMemo(() => (text ? sequenceOf(entries, clients) : shown), [entries, clients, text, shown]);
  const { arrows, lanes, older } = shown;
  const selected = arrows.find(({ key }) => key === selectedKey);
  const View = asTable ? SequenceTable : SequenceDiagram;
  return (
    <section className={ui.fill} aria-label={SEQUENCE.panel}>
      <search className={ui.toolbar} aria-label={SEQUENCE.search}>
        <TextInput
          className={ui.grow}
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
      {older > 0 && <p className={`${ui.toolbar} ${ui.hint}`}>{SEQUENCE.newest(arrows.length)}</p>}
      {arrows.length === 0 ? (
        <p className={`${ui.empty} ${ui.grow}`}>{text ? SEQUENCE.noEvent : SEQUENCE.nothingYet}</p>
      ) : (
        <View
          arrows={arrows}
          lanes={lanes}
          selected={selected}
          onSelect={(arrow: Arrow | undefined) => setSelectedKey(arrow?.key)}
        />
      )}
      {selected && (
        <ArrowDetail
          arrow={selected}
          fanOuts={fanOutsOf(selected, whole.arrows)}
          lanes={lanes}
          narrow={narrow}
          onClose={() => setSelectedKey(undefined)}
        />
      )}
    </section>
  );
}

/** The event that it is or answers, or those that followed from its call, also those that the filter hides. */
function fanOutsOf({ entry, fanOut: own }: Arrow, all: readonly Arrow[]): FanOut[] {
  if (own) return [own];
  return all
    .flatMap(({ fanOut }) => fanOut ?? [])
    .filter(({ cause, received }) => [cause, ...received].some((one) => one?.id === entry.id));
}

/** How many rows the table has, since all of them are in the page. */
const MAX_ROWS = 200;

interface SequenceTableProps {
  readonly arrows: readonly Arrow[];
  readonly lanes: readonly Lane[];
  readonly onSelect: (arrow: Arrow) => void;
}

/** The same as the diagram, in rows and columns, newest first. */
function SequenceTable({ arrows, lanes, onSelect }: SequenceTableProps): ReactElement {
  const columns = [
    {
      header: SEQUENCE.time,
      cell: (arrow: Arrow) => (
        <button type="button" className={`${ui.link} ${ui.mono}`} onClick={() => onSelect(arrow)}>
          {formatTime(arrow.at)}
        </button>
      ),
    },
    { header: SEQUENCE.from, cell: (arrow: Arrow) => endsOf(arrow, lanes).from },
    { header: SEQUENCE.toColumn, cell: (arrow: Arrow) => endsOf(arrow, lanes).to },
    { header: SEQUENCE.what, cell: ({ what }: Arrow) => what },
    { header: SEQUENCE.eventColumn, cell: ({ entry }: Arrow) => <code>{entry.event}</code> },
    { header: SEQUENCE.latency, cell: latencyWords, numeric: true },
  ];
  return (
    <div className={`${ui.scroller} ${ui.panel}`}>
      <DataTable
        caption={arrows.length > MAX_ROWS ? SEQUENCE.newestArrows(MAX_ROWS) : SEQUENCE.list}
        columns={columns}
        rows={arrows.slice(-MAX_ROWS).reverse()}
        keyOf={({ key }) => key}
        empty={SEQUENCE.nothingFits}
      />
    </div>
  );
}

function latencyWords({ latency, fanOut }: Arrow): string {
  if (latency !== undefined) return formatLatency(latency);
  const latencies = fanOut ? latenciesOf(fanOut) : [];
  if (latencies.length === 0) return '';
  const [least, most] = [Math.min(...latencies), Math.max(...latencies)];
  return SEQUENCE.milliseconds(least === most ? `${least}` : `${least}–${most}`);
}
