import { Button, Tabs } from '@mantine/core';
import { Keyboard } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { ConnectionPanel } from '../features/connection/connection-panel.tsx';
import { StateChip } from '../features/connection/state-chip.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import type { NamedClient } from '../lib/named-clients.ts';
import { AdminPanel, ChartsPanel, LazyPanel, SequencePanel } from './lazy-panels.tsx';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch.tsx';
import { type SideTab, useUi } from './ui-store.ts';

export interface SideRoomProps {
  readonly entry: NamedClient;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly narrow: boolean;
  readonly onHelp: () => void;
}

/** What happens: the timeline, and the connections. On a narrow screen the second also holds what the top bar cannot. */
export function SideRoom({ entry, filterRef, narrow, onHelp }: SideRoomProps): ReactElement {
  const { sideTab, showSide } = useUi();
  return (
    <Tabs
      value={sideTab}
      onChange={(tab) => tab && showSide(tab as SideTab)}
      keepMounted={false}
      keepMountedMode="display-none"
      classNames={{ root: styles.side ?? '', panel: styles.sidePanel ?? '', list: styles.sideTabs ?? '' }}
    >
      <Tabs.List aria-label="What happens">
        <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
        <Tabs.Tab value="connection">Connection</Tabs.Tab>
        <Tabs.Tab value="charts">Charts</Tabs.Tab>
        <Tabs.Tab value="sequence">Sequence</Tabs.Tab>
        <Tabs.Tab value="admin">Admin</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="timeline" keepMounted>
        <Timeline filterRef={filterRef} narrow={narrow} />
      </Tabs.Panel>
      <Tabs.Panel value="connection" keepMounted>
        {narrow && (
          <div className={styles.more}>
            <StateChip entry={entry} />
            <ThemeSwitch />
            <Button variant="default" leftSection={<Keyboard size={14} aria-hidden />} onClick={onHelp}>
              Keys
            </Button>
          </div>
        )}
        <ConnectionPanel />
      </Tabs.Panel>
      {/* Not kept mounted: the charts would be painted, and the admin connected, while nobody looks. */}
      <Tabs.Panel value="charts">
        <LazyPanel name="Charts">
          <ChartsPanel />
        </LazyPanel>
      </Tabs.Panel>
      <Tabs.Panel value="sequence">
        <LazyPanel name="Sequence">
          <SequencePanel narrow={narrow} />
        </LazyPanel>
      </Tabs.Panel>
      <Tabs.Panel value="admin">
        <LazyPanel name="Admin">
          <AdminPanel url={entry.client.url} />
        </LazyPanel>
      </Tabs.Panel>
    </Tabs>
  );
}
