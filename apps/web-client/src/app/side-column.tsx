import { Button, Menu, Tabs } from '@mantine/core';
import { ChevronsRight } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Failing } from '../components/failing.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { lazyPart } from '../components/lazy-part.tsx';
import { useScrolledRow } from '../components/scrolled-row.ts';
import ui from '../components/ui.module.css';
import { PARTS, SHELL } from '../texts/shell.ts';
import { type SidePanel, type SidePanelProps, useParts } from './parts.ts';
import styles from './side-column.module.css';
import { TimelinePanel } from './timeline-panel.tsx';
import { useUi } from './ui-store.ts';

const RecordingsPanel = lazyPart(
  SHELL.recordings,
  () => import('../features/recordings/recordings-panel.tsx'),
  'RecordingsPanel',
);

const ContractPanel = lazyPart(
  SHELL.contract,
  () => import('../features/contract/contract-panel.tsx'),
  'ContractPanel',
);

/** The panels of the right column, in the order of its tabs. Only the timeline is part of the first load. */
const SIDE_PANELS: readonly [SidePanel, ...SidePanel[]] = [
  { id: 'timeline', label: SHELL.timeline, Panel: TimelinePanel },
  {
    id: 'connection',
    label: SHELL.connection,
    Panel: lazyPart(
      SHELL.connection,
      () => import('../features/connection/connection-panel.tsx'),
      'ConnectionPanel',
    ),
  },
  {
    id: 'charts',
    label: SHELL.charts,
    Panel: lazyPart(SHELL.charts, () => import('../features/charts/charts-panel.tsx'), 'ChartsPanel'),
    endsWhenHidden: true,
  },
  {
    id: 'sequence',
    label: SHELL.sequence,
    Panel: lazyPart(SHELL.sequence, () => import('../features/sequence/sequence-panel.tsx'), 'SequencePanel'),
    endsWhenHidden: true,
  },
  {
    id: 'contract',
    label: SHELL.contract,
    Panel: function Contract({ entry }) {
      const { selection, select } = useUi();
      const event =
        selection.kind === 'event' && selection.direction === 'send' ? selection.event : undefined;
      const onLoaded = (loaded: string): void => select({ kind: 'event', direction: 'send', event: loaded });
      return <ContractPanel entry={entry} event={event} onLoaded={onLoaded} />;
    },
  },
  {
    id: 'recordings',
    label: SHELL.recordings,
    Panel: function Recordings() {
      const showSide = useUi((ui) => ui.showSide);
      return <RecordingsPanel onShowTimeline={() => showSide('timeline')} />;
    },
  },
];

export function useSidePanels(): readonly [SidePanel, ...SidePanel[]] {
  const { panels = [] } = useParts();
  return [...SIDE_PANELS, ...panels];
}

export interface SideColumnProps extends SidePanelProps {
  readonly hint: ReactNode;
  /** What a narrow screen's top bar cannot hold. */
  readonly more: ReactNode;
}

/** What happens: the panels of the registry. A narrow screen has two tabs for them: the timeline, and all others. */
export function SideColumn({ hint, more, ...panelProps }: SideColumnProps): ReactElement {
  const panels = useSidePanels();
  const { sideTab, showSide } = useUi();
  // The panel that storage or a link names may be gone.
  const { id: current } = panels.find(({ id }) => id === sideTab) ?? panels[0];
  const [mounted, setMounted] = useState<ReadonlySet<string>>(new Set(['timeline']));
  if (!mounted.has(current)) setMounted(new Set([...mounted, current]));
  const row = useScrolledRow(current, '[aria-selected="true"]');
  return (
    <Tabs
      value={current}
      onChange={(tab) => tab && showSide(tab)}
      keepMountedMode="display-none"
      classNames={{
        root: ui.fill ?? '',
        panel: styles.panel ?? '',
        list: `${ui.scrolledRow} ${styles.tabs}`,
      }}
    >
      {more}
      <div className={styles.strip} data-timeline={current === 'timeline' || undefined}>
        <Tabs.List {...row.props} aria-label={SHELL.columnOfPanels}>
          {panels.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id} data-panel={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {row.isCut && (
          <Menu position="bottom-end">
            <Menu.Target>
              <IconButton label={SHELL.allPanels} icon={ChevronsRight} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.RadioGroup value={current} onChange={showSide}>
                {panels.map(({ id, label }) => (
                  <Menu.RadioItem key={id} closeMenuOnClick value={id}>
                    {label}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {current === 'timeline' && hint}
      {panels.map(({ id, label, Panel, endsWhenHidden }) => (
        <Tabs.Panel key={id} value={id}>
          {/* A panel that fails takes neither the others nor the connections along. */}
          <Failing
            text={(reason) => PARTS.partFailed(label, reason)}
            actions={(retry) => (
              <Button variant="default" onClick={retry}>
                {PARTS.tryAgain}
              </Button>
            )}
          >
            {(id === current || (mounted.has(id) && !endsWhenHidden)) && <Panel {...panelProps} />}
          </Failing>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
