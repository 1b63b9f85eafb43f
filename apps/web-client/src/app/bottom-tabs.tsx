import { Ellipsis, List, type LucideIcon, Rows3, SquarePen } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './bottom-tabs.module.css';
import { type Pane, useUi } from './ui-store.ts';

const PANES: { pane: Pane; label: string; icon: LucideIcon }[] = [
  { pane: 'events', label: 'Events', icon: List },
  { pane: 'compose', label: 'Compose', icon: SquarePen },
  { pane: 'timeline', label: 'Timeline', icon: Rows3 },
  { pane: 'more', label: 'More', icon: Ellipsis },
];

/** The rooms of a narrow screen, which shows one at a time. */
export function BottomTabs(): ReactElement {
  const { pane: current, showPane } = useUi();
  return (
    <nav className={styles.bottom} aria-label="Rooms">
      {PANES.map(({ pane, label, icon: Icon }) => (
        <button
          key={pane}
          type="button"
          aria-current={pane === current || undefined}
          onClick={() => showPane(pane)}
        >
          <Icon size={18} aria-hidden />
          {label}
        </button>
      ))}
    </nav>
  );
}
