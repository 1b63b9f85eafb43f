import { TextInput } from '@mantine/core';
import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { Braces, CornerDownLeft, LockKeyhole, Rocket, Search, TriangleAlert } from 'lucide-react';
import { type ReactElement, type RefObject, useId } from 'react';
import { type NamedClient, placeOf } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import type { ConsoleContract } from '../../contract/contracts.ts';
import type { Selection } from '../../drafts/selection.ts';
import { groupBy } from '../../lib/group-by.ts';
import { LAYOUT, storedStore } from '../../lib/storage.ts';
import { useLog } from '../../session/console-session.ts';
import { CATALOG } from '../../texts/shell.ts';
import { type EventCount, MAX_EVENT_NAMES } from '../../traffic/event-counts.ts';
import styles from './catalog.module.css';

export interface CatalogProps {
  readonly entry: NamedClient;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onCustom: () => void;
  readonly withQuickStart: boolean;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

const useSearch = storedStore<{ readonly search: string }>(
  `${LAYOUT}search`,
  () => ({ search: '' }),
  ({ search }) => (typeof search === 'string' ? { search } : {}),
);

/** Every event of the contract, or that was seen, by direction and tag, with what happened to it so far. */
export function Catalog(props: CatalogProps): ReactElement {
  const { entry, selection, onSelect, onCustom, withQuickStart, searchRef } = props;
  const { contract } = entry.link;
  const { search } = useSearch();
  const { sent, received } = useLog().countsAt(placeOf(entry));
  // What the contract does not have is sent as a custom event, and listed as that.
  const send = groupEvents(contract, 'send', contract.isRaw ? sent.keys() : [], search);
  const receive = groupEvents(contract, 'receive', received.keys(), search);
  const select = ({ event, direction }: ListedEvent): void => onSelect({ kind: 'event', event, direction });
  const isSelected = ({ event, direction }: ListedEvent): boolean =>
    selection.kind === 'event' && selection.event === event && selection.direction === direction;
  const openFirst = (): void => {
    const [first] = [...send, ...receive].flatMap(({ events }) => events);
    if (first) select(first);
  };
  const list = (groups: readonly EventGroup[], counts: ReadonlyMap<string, EventCount>): ReactElement => (
    <>
      {groups.map(({ tag, events, total }) => (
        <div key={tag}>
          <h3 className={styles.tag}>{tag}</h3>
          {total > events.length && <p className={styles.tag}>{CATALOG.latest(events.length, total)}</p>}
          <ul>
            {events.map((listed) => (
              <EventRow
                key={listed.event}
                {...listed}
                count={counts.get(listed.event)}
                selected={isSelected(listed)}
                onSelect={() => select(listed)}
              />
            ))}
          </ul>
        </div>
      ))}
      {groups.length === 0 && (
        <p className={ui.hint}>{contract.isRaw && search === '' ? CATALOG.noneSeen : CATALOG.noneFits}</p>
      )}
      {counts.size >= MAX_EVENT_NAMES && <p className={styles.tag}>{CATALOG.mostNames(MAX_EVENT_NAMES)}</p>}
    </>
  );
  return (
    <nav className={ui.fill} aria-label={CATALOG.events}>
      <div className={`${ui.stack} ${styles.top}`}>
        <TextInput
          ref={searchRef}
          aria-label={CATALOG.search}
          placeholder={CATALOG.search}
          leftSection={<Search size={14} aria-hidden />}
          rightSection={<kbd>/</kbd>}
          value={search}
          onChange={(event) => useSearch.setState({ search: event.currentTarget.value })}
          onKeyDown={({ key }) => key === 'Enter' && openFirst()}
        />
        {withQuickStart && (
          <button
            type="button"
            className={`${ui.row} ${styles.quickStart}`}
            aria-current={selection.kind === 'quick-start' || undefined}
            onClick={() => onSelect({ kind: 'quick-start' })}
          >
            <Rocket size={15} aria-hidden /> {CATALOG.quickStart}
          </button>
        )}
      </div>
      <div className={`${ui.scroller} ${styles.lists}`}>
        <h2 className={styles.heading}>{CATALOG.youSend}</h2>
        {list(send, sent)}
        <button
          type="button"
          className={`${ui.row} ${styles.row}`}
          aria-current={selection.kind === 'custom' || undefined}
          onClick={onCustom}
        >
          <Braces size={13} aria-hidden /> {contract.isRaw ? CATALOG.newEvent : CATALOG.customEvent}
        </button>
        <h2 className={styles.heading}>{CATALOG.youReceive}</h2>
        {list(receive, received)}
      </div>
    </nav>
  );
}

interface EventRowProps extends ListedEvent {
  readonly count: EventCount | undefined;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One event: its name is the button's name, everything else its description. */
function EventRow({ event, spec, count, selected, onSelect }: EventRowProps): ReactElement {
  const descriptionId = useId();
  const replies = spec !== undefined && 'response' in spec && spec.response !== undefined;
  const locked = spec !== undefined && 'policy' in spec && spec.policy?.scope !== undefined;
  const { total = 0, violations = 0 } = count ?? {};
  const facts = [
    spec?.summary,
    replies && CATALOG.replies,
    locked && CATALOG.needsLogin,
    total > 0 && CATALOG.seen(total),
    violations > 0 && CATALOG.violations(violations),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={`${ui.row} ${styles.row}`}
        aria-describedby={descriptionId}
        aria-current={selected || undefined}
        title={facts.join(' · ')}
        onClick={onSelect}
      >
        <span className={`${ui.mono} ${ui.clip}`}>{event}</span>
        {replies && <CornerDownLeft size={12} aria-hidden className={styles.mark} />}
        {locked && <LockKeyhole size={12} aria-hidden className={styles.mark} />}
        <span className={styles.counts} aria-hidden>
          {violations > 0 && (
            <Badge tone="bad" icon={TriangleAlert}>
              {violations}
            </Badge>
          )}
          {total > 0 && <span>{total}</span>}
        </span>
      </button>
      <span id={descriptionId} hidden>
        {facts.join(', ')}
      </span>
    </li>
  );
}

type Direction = 'send' | 'receive';

interface ListedEvent {
  readonly event: string;
  readonly direction: Direction;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | ServerEventSpec;
}

interface EventGroup {
  readonly tag: string;
  readonly events: readonly ListedEvent[];
  /** How many there are, with those that are not listed. */
  readonly total: number;
}

/**
 * The events of one direction whose name or summary has every word of `search`: those of the contract by their first tag,
 * in its order, then those that were only seen.
 */
export function groupEvents(
  contract: Pick<ConsoleContract, 'clientEventMap' | 'serverEventMap' | 'isRaw'>,
  direction: Direction,
  seen: Iterable<string>,
  search: string,
): EventGroup[] {
  const specs: Readonly<Record<string, ServerEventSpec>> =
    direction === 'send' ? contract.clientEventMap : contract.serverEventMap;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ event, spec }: ListedEvent): boolean => {
    const text = `${event} ${spec?.summary ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const known = Object.entries(specs).map(([event, spec]): ListedEvent => ({ event, direction, spec }));
  const groups = [...groupBy(known.filter(fits), ({ spec }) => spec?.tags?.[0] ?? CATALOG.other)].map(
    ([tag, events]): EventGroup => ({ tag, events, total: events.length }),
  );
  const seenOnly = [...seen]
    .filter((event) => !Object.hasOwn(specs, event))
    .map((event): ListedEvent => ({ event, direction }))
    .filter(fits);
  if (seenOnly.length === 0) return groups;
  const events = seenOnly.slice(-MAX_LISTED).sort((one, other) => (one.event < other.event ? -1 : 1));
  const tag = contract.isRaw ? CATALOG.seenOnly : CATALOG.notInContract;
  return [...groups, { tag, events, total: seenOnly.length }];
}

/** So many of the names that were only seen are listed: those that were seen last. */
const MAX_LISTED = 500;
