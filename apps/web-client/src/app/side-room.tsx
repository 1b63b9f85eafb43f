import { Button, Tabs } from '@mantine/core';
import { CircleDot, Keyboard } from 'lucide-react';
import { lazy, type ReactElement, type RefObject, Suspense, useState } from 'react';
import { ConnectionPanel } from '../features/connection/connection-panel.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import type { NamedClient } from '../lib/named-clients.ts';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';
import { type SideTab, useUi } from './ui-store.ts';

const RecordingsPanel = lazy(async () => ({
  default: (await import('../features/recordings/recordings-panel.tsx')).RecordingsPanel,
}));

export interface SideRoomProps {
  readonly entry: NamedClient;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly narrow: boolean;
  readonly onHelp: () => void;
}

/** What happens: the timeline, and the connections. On a narrow screen the second also holds what the top bar cannot. */
export function SideRoom({ entry, filterRef, narrow, onHelp }: SideRoomProps): ReactElement {
  const { sideTab, showSide } = useUi();
  const [hasRecordings, setHasRecordings] = useState(false);
  if (sideTab === 'recordings' && !hasRecordings) setHasRecordings(true);
  return (
    <Tabs
      value={sideTab}
      onChange={(tab) => tab && showSide(tab as SideTab)}
      keepMountedMode="display-none"
      classNames={{ root: styles.side ?? '', panel: styles.sidePanel ?? '', list: styles.sideTabs ?? '' }}
    >
      <Tabs.List aria-label="What happens">
        <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
        <Tabs.Tab value="connection">Connection</Tabs.Tab>
        <Tabs.Tab value="recordings">Recordings</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="timeline">
        <Timeline filterRef={filterRef} narrow={narrow} />
      </Tabs.Panel>
      <Tabs.Panel value="connection">
        {narrow && (
          <div className={styles.more}>
            <StateChip entry={entry} />
            <ThemeSwitch />
            <Button variant="default" leftSection={<Keyboard size={14} aria-hidden />} onClick={onHelp}>
              Keys
            </Button>
            <Button
              variant="default"
              leftSection={<CircleDot size={14} aria-hidden />}
              onClick={() => showSide('recordings')}
            >
              Recordings
            </Button>
          </div>
        )}
        <ConnectionPanel />
      </Tabs.Panel>
      <Tabs.Panel value="recordings">
        <Suspense>{hasRecordings && <RecordingsPanel />}</Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
