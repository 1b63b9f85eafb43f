import { Button, NativeSelect } from '@mantine/core';
import { ERROR_MESSAGES } from '@switchboard/contract';
import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { removedClientName } from '../../clients/client-names.ts';
import { knownContracts } from '../../contract/contracts.ts';
import { UNANSWERED } from '../../links/link.ts';
import type { OpenRecording } from '../../recordings/opened-recording.ts';
import { useLogPart } from '../../session/console-session.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import type { LogSnapshot } from '../../traffic/traffic-log.ts';
import { DIRECTIONS, type Filter } from './filter.ts';
import { useTimelineFilter } from './filter-store.ts';
import type { RowClients } from './rows.ts';
import styles from './timeline.module.css';

export interface FilterFieldsProps {
  /** Those of the console, or those of a recording. */
  readonly clients: RowClients;
  /** Shown in place of the log. */
  readonly recording: OpenRecording | undefined;
}

type Options = ({ value: string; label: string } | { group: string; items: string[] })[];

/** The parts of the filter that are picked. */
export function FilterFields({ clients, recording }: FilterFieldsProps): ReactElement {
  const { filter, change } = useTimelineFilter();
  const { event, client, outcome, violations } = filter;
  const live = useLogPart(seenNames);
  const seen = useMemo(() => (recording ? recordedNames(recording) : live), [recording, live]);
  const events = useMemo(() => eventOptions([event, ...seen.split('\n')]), [event, seen]);
  const fields = [
    { part: 'direction', label: TIMELINE.direction, data: directionOptions },
    { part: 'event', label: TIMELINE.event, data: events },
    { part: 'client', label: TIMELINE.client, data: clientOptions(clients, client) },
    { part: 'outcome', label: TIMELINE.outcome, data: outcomeOptions(outcome) },
  ] as const;
  return (
    <div className={styles.fields}>
      {fields.map(({ part, label, data }) => (
        <NativeSelect
          key={part}
          aria-label={label}
          data={data}
          value={filter[part]}
          data-active={(filter[part] !== '' && filter[part] !== 'all') || undefined}
          onChange={({ currentTarget }) => change({ [part]: currentTarget.value } as Partial<Filter>)}
        />
      ))}
      {(violations || knownContracts().some(({ isRaw }) => !isRaw)) && (
        <Button
          variant={violations ? 'light' : 'default'}
          aria-pressed={violations}
          leftSection={<TriangleAlert size={13} aria-hidden />}
          onClick={() => change({ violations: !violations })}
        >
          {TIMELINE.violations}
        </Button>
      )}
    </div>
  );
}

const directionOptions: Options = DIRECTIONS.map((value) => ({ value, label: TIMELINE.directions[value] }));

function clientOptions(clients: RowClients, current: string): Options {
  const isGone = current !== '' && !clients.has(current);
  return [
    { value: '', label: TIMELINE.allClients },
    ...[...clients].map(([id, { name }]) => ({ value: id, label: name })),
    ...(isGone ? [{ value: current, label: removedClientName(current) }] : []),
  ];
}

/** The names that were sent and received, in one text: it changes only with a new name. */
function seenNames({ namesSeen }: LogSnapshot): string {
  return sorted(Object.values(namesSeen()).flat());
}

function recordedNames({ entries }: OpenRecording): string {
  return sorted(entries.flatMap((entry) => (entry.kind === 'state' ? [] : [entry.event])));
}

function sorted(names: readonly string[]): string {
  return unique(names).sort().join('\n');
}

/** Every event to filter by: those of the contracts, and those that were seen without being in one. */
function eventOptions(seen: readonly string[]): Options {
  const contracts = knownContracts();
  const sent = unique(contracts.flatMap(({ clientEventMap }) => Object.keys(clientEventMap)));
  const received = unique(contracts.flatMap(({ serverEventMap }) => Object.keys(serverEventMap)));
  const known = ['', ...sent, ...received];
  const groups = [
    { group: TIMELINE.youSend, items: sent },
    { group: TIMELINE.youReceive, items: received },
    { group: TIMELINE.othersSeen, items: unique(seen.filter((name) => !known.includes(name))) },
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
  const contracts = knownContracts().filter(({ isRaw }) => !isRaw);
  const standard = contracts.length > 0 ? Object.keys(ERROR_MESSAGES) : [];
  const declared = contracts.flatMap(({ clientEventMap }) =>
    Object.values(clientEventMap).flatMap(({ errors = {} }) => Object.keys(errors)),
  );
  const isWay = ways.some(({ value }) => value === current);
  const codes = unique([...standard, ...declared, ...UNANSWERED, ...(isWay ? [] : [current])]);
  return [...ways, { group: TIMELINE.errors, items: codes }];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
