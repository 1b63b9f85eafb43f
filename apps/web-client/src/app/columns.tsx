import { clamp, useSplitter, useWindowEvent } from '@mantine/hooks';
import { Ellipsis, List, type LucideIcon, Rows3, SquarePen } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, useState } from 'react';
import { z } from 'zod';
import { LAYOUT, storedStore } from '../lib/storage.ts';
import { SHELL } from '../texts/shell.ts';
import styles from './columns.module.css';
import { type Pane, useUi } from './ui-store.ts';

/** In CSS pixels; the panels on the right have what is left. */
const Widths = z.object({ events: z.number().min(0), compose: z.number().min(0) });
type Widths = z.infer<typeof Widths>;

/** Until someone moves a splitter. */
export const DEFAULT_WIDTHS: Widths = { events: 280, compose: 520 };

interface LayoutState {
  /** What was wanted, though a small window may give less. */
  readonly widths: Widths;
  resize(part: Partial<Widths>): void;
}

/** How wide the columns are; survives a reload. Not in the store of the rest, as it changes at every step of the pointer. */
export const useLayout = storedStore<LayoutState>(
  `${LAYOUT}widths`,
  (set) => ({
    widths: DEFAULT_WIDTHS,
    resize: (part) => set(({ widths }) => ({ widths: { ...widths, ...part } })),
  }),
  ({ widths }) => ({ widths: Widths.catch(DEFAULT_WIDTHS).parse(widths) }),
);

/** Narrower columns are of no use. */
export const MIN_WIDTHS = { events: 200, compose: 340, side: 340 };

/** How wide both splitters are together. */
const SPLITTERS = 2;

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

/** The widths nearest to the wanted ones that leave every column its minimum in a window this wide. */
export function fitColumns(wanted: Widths, windowWidth: number): Widths {
  const left = windowWidth - SPLITTERS - MIN_WIDTHS.side;
  const events = Math.round(clamp(wanted.events, MIN_WIDTHS.events, left - MIN_WIDTHS.compose));
  return { events, compose: Math.round(clamp(wanted.compose, MIN_WIDTHS.compose, left - events)) };
}

/** In CSS pixels, right from the first paint. */
function useWindowWidth(): number {
  const [width, setWidth] = useState(window.innerWidth);
  useWindowEvent('resize', () => setWidth(window.innerWidth));
  return width;
}

function px(width: number): `${number}px` {
  return `${width}px`;
}

function toNumber(size: string | number | undefined): number {
  return Math.round(Number.parseFloat(String(size)));
}
