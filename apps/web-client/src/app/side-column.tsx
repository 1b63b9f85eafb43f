import { Tabs } from '@mantine/core';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { SHELL } from '../texts/shell.ts';
import styles from './side-column.module.css';
import { type SidePanelProps, useSidePanels } from './side-panels.tsx';
import { useUi } from './ui-store.ts';

export interface SideColumnProps extends SidePanelProps {
  /** Stands above the timeline. */
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
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tabs = list.current;
    const tab = tabs?.querySelector<HTMLElement>(`[data-panel="${current}"]`);
    if (!tabs || !tab) return;
    // Not scrollIntoView, after which the next Tab key would start here.
    const end = tab.offsetLeft + tab.offsetWidth - tabs.clientWidth;
    tabs.scrollLeft = Math.max(end, Math.min(tabs.scrollLeft, tab.offsetLeft));
  }, [current]);
  return (
    <Tabs
      value={current}
      onChange={(tab) => tab && showSide(tab)}
      keepMountedMode="display-none"
      classNames={{ root: styles.side ?? '', panel: styles.panel ?? '', list: styles.tabs ?? '' }}
    >
      {more}
      <Tabs.List
        ref={list}
        aria-label={SHELL.columnOfPanels}
        data-timeline={current === 'timeline' || undefined}
      >
        {panels.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id} data-panel={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {current === 'timeline' && hint}
      {panels.map(({ id, Panel, endsWhenHidden }) => (
        <Tabs.Panel key={id} value={id}>
          {(id === current || (mounted.has(id) && !endsWhenHidden)) && <Panel {...panelProps} />}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
