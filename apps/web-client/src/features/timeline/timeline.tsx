import { useHotkeys } from '@mantine/hooks';
import { type ReactElement, type Ref, type RefObject, useImperativeHandle, useState } from 'react';
import { useClients, useLog, useSession } from '../../lib/console-session.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import { useLetterKeys } from '../../lib/use-letter-keys.ts';
import { Detail } from './detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useTimelineFilter } from './filter-store.ts';
import { RowList } from './row-list.tsx';
import { buildRows } from './rows.ts';
import styles from './timeline.module.css';

/** What can be done to the timeline from outside. */
export interface TimelineHandle {
  togglePause(): void;
  clear(): void;
}

export interface TimelineProps {
  readonly ref: Ref<TimelineHandle>;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** Whether the detail covers the screen. */
  readonly narrow: boolean;
}

/** What all clients sent, got and went through, as it happens. */
export function Timeline({ ref, filterRef, narrow }: TimelineProps): ReactElement {
  const live = useLog();
  const clients = useClients();
  const { log } = useSession();
  const filter = useTimelineFilter();
  const [frozen, setFrozen] = useState<LogSnapshot>();
  const [selectedKey, setSelectedKey] = useState<string>();
  const rows = buildRows((frozen ?? live).entries, filter);
  const selected = rows.find(({ key }) => key === selectedKey);
  const togglePause = (): void => setFrozen(frozen ? undefined : live);
  const clear = (): void => {
    setFrozen(undefined);
    log.clear();
  };
  useImperativeHandle(ref, () => ({ togglePause, clear }));
  useLetterKeys({ p: togglePause });
  useHotkeys([['Escape', () => setSelectedKey(undefined)]]);
  return (
    <div className={styles.timeline}>
      <FilterBar
        filterRef={filterRef}
        clients={clients}
        paused={frozen !== undefined}
        onPause={togglePause}
        onClear={clear}
      />
      {frozen && (
        <p className={styles.paused} role="status">
          Paused: {live.sent + live.received - frozen.sent - frozen.received} more recorded meanwhile.
        </p>
      )}
      <RowList
        rows={rows}
        clients={clients}
        selectedKey={selectedKey}
        onSelect={setSelectedKey}
        isEmpty={live.entries.length === 0}
      />
      {selected && (
        <Detail row={selected} clients={clients} narrow={narrow} onClose={() => setSelectedKey(undefined)} />
      )}
    </div>
  );
}
