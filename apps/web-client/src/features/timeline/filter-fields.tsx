import { Button, NativeSelect } from '@mantine/core';
import { ERROR_MESSAGES } from '@switchboard/contract';
import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { knownContracts } from '../../contract/contracts.ts';
import { useLogPart } from '../../lib/console-session.ts';
import type { OpenRecording } from '../../lib/opened-recording.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { Direction } from './filter.ts';
import styles from './filter-bar.module.css';
import { useTimelineFilter } from './filter-store.ts';

/** What a row can belong to: the clients of the console, or those of a recording. */
export interface FilterClient {
  readonly id: string;
  readonly name: string;
}

export interface FilterFieldsProps {
  readonly clients: readonly FilterClient[];
  /** Shown in place of the log. */
  readonly recording: OpenRecording | undefined;
}

const DIRECTIONS: { value: Direction; label: string }[] = [
  { value: 'all', label: TIMELINE.bothWays },
  { value: 'sent', label: TIMELINE.sent },
  { value: 'received', label: TIMELINE.received },
  { value: 'connection', label: TIMELINE.connection },
];

/** The parts of the filter that are picked. */
export function FilterFields({ clients, recording }: FilterFieldsProps): ReactElement {
  const { filter, change } = useTimelineFilter();
  const { direction, event, client, outcome, violations } = filter;
  const live = useLogPart(seenNames);
  const seen = useMemo(() => (recording ? recordedNames(recording) : live), [recording, live]);
  const events = useMemo(() => eventOptions([event, ...seen.split('\n')]), [event, seen]);
  const known = clients.some(({ id }) => id === client);
  const clientOptions = [
    { value: '', label: TIMELINE.allClients },
    ...clients.map(({ id, name }) => ({ value: id, label: name })),
    ...(client !== '' && !known ? [{ value: client, label: TIMELINE.removedClient }] : []),
  ];
  const select = (label: string, value: string, data: Options, onPick: (value: string) => void) => (
    <NativeSelect
      aria-label={label}
      size="xs"
      data={data}
      value={value}
      data-active={(value !== '' && value !== 'all') || undefined}
      onChange={({ currentTarget }) => onPick(currentTarget.value)}
    />
  );
  return (
    <div className={styles.fields}>
      {select(TIMELINE.direction, direction, DIRECTIONS, (value) =>
        change({ direction: value as Direction }),
      )}
      {select(TIMELINE.event, event, events, (value) => change({ event: value }))}
      {select(TIMELINE.client, client, clientOptions, (value) => change({ client: value }))}
      {select(TIMELINE.outcome, outcome, outcomeOptions(outcome), (value) => change({ outcome: value }))}
      <Button
        size="xs"
        variant={violations ? 'light' : 'default'}
        aria-pressed={violations}
        leftSection={<TriangleAlert size={13} aria-hidden />}
        onClick={() => change({ violations: !violations })}
      >
        {TIMELINE.violations}
      </Button>
    </div>
  );
}

/** The names that were sent and received, in one text: it changes only with a new name. */
function seenNames({ sentByEvent, receivedByEvent }: LogSnapshot): string {
  return [...sentByEvent.keys(), ...receivedByEvent.keys()].join('\n');
}

function recordedNames({ entries }: OpenRecording): string {
  return [...new Set(entries.flatMap((entry) => (entry.kind === 'state' ? [] : [entry.event])))].join('\n');
}

type Options = ({ value: string; label: string } | { group: string; items: string[] })[];

/** Every event to filter by: those of the contracts, and those that were seen without being in one. */
function eventOptions(seen: readonly string[]): Options {
  const contracts = knownContracts();
  const sent = unique(contracts.flatMap(({ clientEventMap }) => Object.keys(clientEventMap)));
  const received = unique(contracts.flatMap(({ serverEventMap }) => Object.keys(serverEventMap)));
  const known = new Set([...sent, ...received]);
  const strangers = unique(seen.filter((name) => name !== '' && !known.has(name))).sort();
  const groups = [
    { group: TIMELINE.youSend, items: sent },
    { group: TIMELINE.youReceive, items: received },
    { group: TIMELINE.othersSeen, items: strangers },
  ];
  return [{ value: '', label: TIMELINE.allEvents }, ...groups.filter(({ items }) => items.length > 0)];
}

/** Every way a call may end. `current` is among them even if no contract knows it. */
function outcomeOptions(current: string): Options {
  const ways = [
    { value: '', label: TIMELINE.anyOutcome },
    { value: 'ok', label: TIMELINE.ok },
    { value: 'error', label: TIMELINE.anyError },
    { value: 'none', label: TIMELINE.noReply },
  ];
  const declared = knownContracts().flatMap(({ clientEventMap }) =>
    Object.values(clientEventMap).flatMap(({ errors = {} }) => Object.keys(errors)),
  );
  const isWay = ways.some(({ value }) => value === current);
  const codes = unique([...Object.keys(ERROR_MESSAGES), ...declared, ...(isWay ? [] : [current])]);
  return [...ways, { group: TIMELINE.errors, items: codes }];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
