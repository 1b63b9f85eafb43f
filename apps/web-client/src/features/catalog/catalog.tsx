import { TextInput } from '@mantine/core';
import { Braces, CornerDownLeft, LockKeyhole, Rocket, Search, TriangleAlert } from 'lucide-react';
import { type ReactElement, type RefObject, useEffect, useId, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { useContract } from '../../contract/contracts.ts';
import { useLog, useSession } from '../../lib/console-session.ts';
import { storedState } from '../../lib/storage.ts';
import type { EventCount } from '../../lib/traffic-log.ts';
import { CATALOG } from '../../texts/shell.ts';
import styles from './catalog.module.css';
import { type Direction, type EventGroup, groupEvents, type ListedEvent } from './event-list.ts';
import { type Names, NamesSeen } from './names-seen.ts';

interface SearchState {
  readonly search: string;
  setSearch(search: string): void;
}

/** What the events are searched for; survives a reload. */
const useCatalogSearch = create<SearchState>()(
  persist((set) => ({ search: '', setSearch: (search) => set({ search }) }), {
    name: 'switchboard.catalog',
    storage: storedState<SearchState>(),
    merge: (stored, state) => {
      const search: unknown = Object(stored).search;
      return { ...state, ...(typeof search === 'string' && { search }) };
    },
  }),
);

/** What is picked; `key` is `quick-start`, `custom` or `<direction> <event>`. */
export interface CatalogProps {
  readonly selectedKey: string;
  readonly onEvent: (direction: Direction, event: string) => void;
  /** Left out where there is none. */
  readonly onQuickStart?: () => void;
  readonly onCustom: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** Every event of the contract, or that was seen, by direction and tag, with what happened to it so far. */
export function Catalog(props: CatalogProps): ReactElement {
  const { selectedKey, onEvent, onQuickStart, onCustom, searchRef } = props;
  const contract = useContract();
  const { search, setSearch } = useCatalogSearch();
  const { sentByEvent, receivedByEvent } = useLog();
  const seen = useNamesSeen(contract.id);
  // What the contract does not have is sent as a custom event, and listed as that.
  const send = groupEvents(contract, 'send', contract.isRaw ? seen.sent : [], search);
  const receive = groupEvents(contract, 'receive', seen.received, search);
  const none = contract.isRaw && search === '' ? CATALOG.noneSeen : CATALOG.noneFits;
  const openFirst = (): void => {
    const [first] = [...send, ...receive].flatMap(({ events }) => events);
    if (first) onEvent(first.direction, first.event);
  };
  const list = (groups: readonly EventGroup[], counts: ReadonlyMap<string, EventCount>): ReactElement[] =>
    groups.map(({ tag, events }) => (
      <div key={tag}>
        <h3 className={styles.tag}>{tag}</h3>
        <ul>
          {events.map((listed) => (
            <EventRow
              key={listed.event}
              {...listed}
              count={counts.get(listed.event)}
              selected={selectedKey === `${listed.direction} ${listed.event}`}
              onSelect={() => onEvent(listed.direction, listed.event)}
            />
          ))}
        </ul>
      </div>
    ));
  return (
    <nav className={styles.catalog} aria-label={CATALOG.events}>
      <div className={styles.top}>
        <TextInput
          ref={searchRef}
          aria-label={CATALOG.search}
          placeholder={CATALOG.search}
          leftSection={<Search size={14} aria-hidden />}
          rightSection={<kbd>/</kbd>}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && openFirst()}
        />
        {onQuickStart && (
          <button
            type="button"
            className={styles.quickStart}
            aria-current={selectedKey === 'quick-start' || undefined}
            onClick={onQuickStart}
          >
            <Rocket size={15} aria-hidden /> {CATALOG.quickStart}
          </button>
        )}
      </div>
      <div className={styles.lists}>
        <h2 className={styles.heading}>{CATALOG.youSend}</h2>
        {list(send, sentByEvent)}
        {send.length === 0 && <p className={styles.none}>{none}</p>}
        <ul>
          <li>
            <button
              type="button"
              className={styles.row}
              aria-current={selectedKey === 'custom' || undefined}
              onClick={onCustom}
            >
              <Braces size={13} aria-hidden /> {contract.isRaw ? CATALOG.newEvent : CATALOG.customEvent}
            </button>
          </li>
        </ul>
        <h2 className={styles.heading}>{CATALOG.youReceive}</h2>
        {list(receive, receivedByEvent)}
        {receive.length === 0 && <p className={styles.none}>{none}</p>}
      </div>
    </nav>
  );
}

/** Of what the log has and gets; up to date whenever the log renders. */
function useNamesSeen(contractId: string): Names {
  const { log } = useSession();
  const [names] = useState(() => new NamesSeen());
  useEffect(() => {
    for (const entry of log.entries()) names.add(entry);
    return log.onEntry((entry) => names.add(entry));
  }, [log, names]);
  return names.of(contractId);
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
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-describedby={descriptionId}
        aria-current={selected || undefined}
        title={facts.join(' · ')}
        onClick={onSelect}
      >
        <span className={styles.event}>{event}</span>
        {replies && <CornerDownLeft size={12} aria-hidden className={styles.mark} />}
        {locked && <LockKeyhole size={12} aria-hidden className={styles.mark} />}
      </button>
      <span className={styles.counts} aria-hidden>
        {violations > 0 && (
          <span className={styles.violations}>
            <TriangleAlert size={11} aria-hidden />
            {violations}
          </span>
        )}
        {total > 0 && <span>{total}</span>}
      </span>
      <span id={descriptionId} hidden>
        {facts.join(', ')}
      </span>
    </li>
  );
}
