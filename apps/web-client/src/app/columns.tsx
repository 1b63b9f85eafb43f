import { useSplitter } from '@mantine/hooks';
import { Ellipsis, List, type LucideIcon, Rows3, SquarePen } from 'lucide-react';
import type { CSSProperties, KeyboardEvent, ReactElement, ReactNode } from 'react';
import { SHELL } from '../texts/shell.ts';
import styles from './columns.module.css';
import { DEFAULT_WIDTHS, fitColumns, MIN_WIDTHS, SPLITTERS, useLayout, useWindowWidth } from './layout.ts';
import { type Pane, useUi } from './ui-store.ts';

export interface ColumnsProps {
  readonly events: ReactNode;
  readonly compose: ReactNode;
  readonly side: ReactNode;
}

/** The three columns of the console, with a splitter between each two. A narrow screen shows one at a time. */
export function Columns({ events, compose, side }: ColumnsProps): ReactElement {
  const windowWidth = useWindowWidth();
  const { widths, resize } = useLayout();
  const fitted = fitColumns(widths, windowWidth);
  const { ref, getHandleProps } = useSplitter<HTMLElement>({
    panels: [
      { defaultSize: px(fitted.events), min: px(MIN_WIDTHS.events) },
      { defaultSize: px(fitted.compose), min: px(MIN_WIDTHS.compose) },
      // The one without a fixed size takes what is left.
      { defaultSize: 100, min: px(MIN_WIDTHS.side) },
    ],
    sizes: [px(fitted.events), px(fitted.compose), 100],
    onSizeChange: ([first, second]) => resize({ events: toNumber(first), compose: toNumber(second) }),
    redistribute: 'nearest',
    step: '10px',
    shiftStep: '50px',
    resetOnDoubleClick: false,
  });

  const splitter = (index: 0 | 1): ReactElement => {
    const column = index === 0 ? 'events' : 'compose';
    const { onKeyDown, ...handle } = getHandleProps({ index });
    const reset = (): void => resize({ [column]: DEFAULT_WIDTHS[column] });
    const others = index === 0 ? MIN_WIDTHS.compose : fitted.events;
    return (
      <hr
        {...handle}
        className={styles.splitter}
        aria-label={index === 0 ? SHELL.widthOfEvents : SHELL.widthOfComposer}
        aria-controls={`column-${column}`}
        aria-valuemax={windowWidth - others - MIN_WIDTHS.side - SPLITTERS}
        title={SHELL.splitterHelp}
        onKeyDown={(event: KeyboardEvent) => (event.key === 'Enter' ? reset() : onKeyDown(event))}
        onDoubleClick={reset}
      />
    );
  };

  const columns = { '--events': px(fitted.events), '--compose': px(fitted.compose) } as CSSProperties;
  return (
    <main ref={ref} className={styles.columns} style={columns}>
      <div id="column-events" className={styles.column} data-column="events">
        {events}
      </div>
      {splitter(0)}
      <section id="column-compose" className={styles.column} data-column="compose" aria-label={SHELL.compose}>
        {compose}
      </section>
      {splitter(1)}
      <section className={styles.column} data-column="side" aria-label={SHELL.columnOfPanels}>
        {side}
      </section>
    </main>
  );
}

const PANES: { pane: Pane; label: string; icon: LucideIcon }[] = [
  { pane: 'events', label: SHELL.events, icon: List },
  { pane: 'compose', label: SHELL.compose, icon: SquarePen },
  { pane: 'timeline', label: SHELL.timeline, icon: Rows3 },
  { pane: 'more', label: SHELL.more, icon: Ellipsis },
];

/** The tabs of a narrow screen. */
export function BottomTabs(): ReactElement {
  const { pane: current, showPane } = useUi();
  return (
    <nav className={styles.bottom} aria-label={SHELL.panels}>
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

function px(width: number): `${number}px` {
  return `${width}px`;
}

function toNumber(size: string | number | undefined): number {
  return Math.round(Number.parseFloat(String(size)));
}
