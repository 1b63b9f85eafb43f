import { TextInput } from '@mantine/core';
import { contract } from '@switchboard/events';
import { Braces, Rocket, Search } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { useLog } from '../../lib/console-session.ts';
import { type Direction, groupEvents } from '../../lib/event-list.ts';
import { serverSpec } from '../../lib/spec-of.ts';
import styles from './catalog.module.css';
import { CatalogGroup } from './catalog-group.tsx';
import { EventRow } from './event-row.tsx';
import { useCatalogSearch } from './search-store.ts';

/** What is picked; `key` is `quick-start`, `custom` or `<direction> <event>`. */
export interface CatalogProps {
  readonly selectedKey: string;
  readonly onEvent: (direction: Direction, event: string) => void;
  readonly onQuickStart: () => void;
  readonly onCustom: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** Every event of the contract, by direction and tag, with what happened to it so far. */
export function Catalog(props: CatalogProps): ReactElement {
  const { selectedKey, onEvent, onQuickStart, onCustom, searchRef } = props;
  const { search, setSearch } = useCatalogSearch();
  const { sentByEvent, receivedByEvent } = useLog();
  const send = groupEvents(contract, 'send', search);
  const receive = groupEvents(contract, 'receive', search);
  const strangers = [...receivedByEvent.keys()].filter((name) => !serverSpec(name));
  return (
    <nav className={styles.catalog} aria-label="Events">
      <div className={styles.top}>
        <TextInput
          ref={searchRef}
          aria-label="Search events"
          placeholder="Search events"
          leftSection={<Search size={14} aria-hidden />}
          rightSection={<kbd>/</kbd>}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <button
          type="button"
          className={styles.quickStart}
          aria-current={selectedKey === 'quick-start' || undefined}
          onClick={onQuickStart}
        >
          <Rocket size={15} aria-hidden /> Quick start
        </button>
      </div>
      <div className={styles.lists}>
        <h2 className={styles.heading}>You send</h2>
        {send.map((group) => (
          <CatalogGroup
            key={group.tag}
            group={group}
            counts={sentByEvent}
            selectedKey={selectedKey}
            onEvent={onEvent}
          />
        ))}
        {send.length === 0 && <p className={styles.none}>No event fits the search.</p>}
        <ul>
          <li>
            <button
              type="button"
              className={styles.row}
              aria-current={selectedKey === 'custom' || undefined}
              onClick={onCustom}
            >
              <Braces size={13} aria-hidden /> Custom event…
            </button>
          </li>
        </ul>
        <h2 className={styles.heading}>You receive</h2>
        {receive.map((group) => (
          <CatalogGroup
            key={group.tag}
            group={group}
            counts={receivedByEvent}
            selectedKey={selectedKey}
            onEvent={onEvent}
          />
        ))}
        {receive.length === 0 && <p className={styles.none}>No event fits the search.</p>}
        {strangers.length > 0 && (
          <div>
            <h3 className={styles.tag}>not in the contract</h3>
            <ul>
              {strangers.map((event) => (
                <EventRow
                  key={event}
                  event={event}
                  count={receivedByEvent.get(event)}
                  selected={selectedKey === `receive ${event}`}
                  onSelect={() => onEvent('receive', event)}
                />
              ))}
            </ul>
          </div>
        )}
      </div>
    </nav>
  );
}
