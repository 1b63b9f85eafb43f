import { useElementSize } from '@mantine/hooks';
import { Server } from 'lucide-react';
import { type CSSProperties, type ReactElement, useMemo } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import ui from '../../components/ui.module.css';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { formatLatency, formatTime } from '../../lib/format-time.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { type Arrow, endsOf, type Lane, type Path, pathOf } from './arrows.ts';
import styles from './sequence.module.css';

export interface SequenceDiagramProps {
  readonly arrows: readonly Arrow[];
  readonly lanes: readonly Lane[];
  readonly selected: Arrow | undefined;
  readonly onSelect: (arrow: Arrow | undefined) => void;
}

/** In CSS pixels: what happened, and the least that a lane has. In a slim one the time stands below the event. */
const WIDE = { labels: 244, lane: 64, row: 38 };
const SLIM = { labels: 148, lane: 52, row: 52 };

/** Lifelines side by side, and the arrows between them. */
export function SequenceDiagram(props: SequenceDiagramProps): ReactElement {
  const { arrows, lanes, selected, onSelect } = props;
  const { ref, width } = useElementSize();
  const isSlim = width > 0 && width < WIDE.labels + lanes.length * WIDE.lane;
  const { labels, lane, row } = isSlim ? SLIM : WIDE;
  const view = useMemo(
    () => ({
      length: arrows.length,
      gone: 0,
      under: undefined,
      at: (index: number) => arrows[index],
      indexOfRow: ({ key }: Arrow) => arrows.findIndex((arrow) => arrow.key === key),
    }),
    [arrows],
  );
  return (
    <div
      ref={ref}
      className={ui.fill}
      style={{ '--labels': `${labels}px` } as CSSProperties}
      data-slim={isSlim || undefined}
    >
      <VirtualRows
        label={SEQUENCE.list}
        view={view}
        rowHeight={row}
        minWidth={labels + lanes.length * lane}
        opened={selected}
        onOpen={onSelect}
        draw={(arrow, { index: _, ...state }) => <ArrowRow {...state} arrow={arrow} lanes={lanes} />}
        head={
          <div className={`${styles.grid} ${styles.heads}`} aria-hidden>
            <span className={`${ui.dim} ${styles.label}`}>{SEQUENCE.heads}</span>
            <span className={styles.lanes}>
              {lanes.map(({ key, name, hue }) => (
                <span key={key} className={styles.lane} title={name}>
                  {hue === undefined ? <Server size={13} /> : <ClientDot hue={hue} />}
                  <span className={ui.clip}>{name}</span>
                </span>
              ))}
            </span>
          </div>
        }
        empty={null}
      />
    </div>
  );
}

interface ArrowRowProps {
  readonly arrow: Arrow;
  readonly lanes: readonly Lane[];
  readonly opened: boolean;
  /** Whether Tab leads to it. */
  readonly current: boolean;
  readonly onPress: (arrow: Arrow) => void;
}

function ArrowRow({ arrow, lanes, opened, current, onPress }: ArrowRowProps): ReactElement {
  const { kind, at, entry, what, isBad, latency, fanOut } = arrow;
  const { from, to } = endsOf(arrow, lanes);
  const path = pathOf(arrow, lanes);
  const receivers = fanOut?.received.length ?? 0;
  return (
    <button
      type="button"
      className={`${ui.row} ${styles.grid}`}
      data-kind={kind}
      data-bad={isBad || undefined}
      aria-pressed={opened}
      tabIndex={current ? 0 : -1}
      onClick={() => onPress(arrow)}
    >
      <span className={styles.label}>
        <span className={`${ui.mono} ${ui.dim} ${styles.time}`}>{formatTime(at)}</span>
        <span className={styles.what}>
          <span className={`${ui.clip} ${ui.mono} ${styles.event}`}>{entry.event}</span>
          <span className={`${ui.clip} ${isBad ? ui.bad : ui.dim}`}>
            {what}
            {latency !== undefined && `, ${formatLatency(latency)}`}
            {receivers > 1 && SEQUENCE.to(receivers)}
          </span>
          <span className="sb-hidden">
            {SEQUENCE.fromTo(from, to)}
            {path.missed.length > 0 &&
              SEQUENCE.notTo(path.missed.map((lane) => lanes[lane]?.name).join(', '))}
          </span>
        </span>
      </span>
      <Drawing {...path} lanes={lanes.length} />
    </button>
  );
}

function Drawing({ from, to, missed, lanes }: Path & { readonly lanes: number }): ReactElement {
  const center = (lane: number): string => `${((lane + 0.5) / lanes) * 100}%`;
  const reached = from === undefined ? [] : [from, ...to];
  return (
    <svg className={styles.drawing} aria-hidden>
      {Array.from({ length: lanes }, (_, lane) => (
        <line key={center(lane)} className={styles.lifeline} x1={center(lane)} x2={center(lane)} y2="100%" />
      ))}
      {from !== undefined && (
        <>
          <line
            className={styles.line}
            x1={center(Math.min(...reached))}
            x2={center(Math.max(...reached))}
            y1="50%"
            y2="50%"
          />
          <circle cx={center(from)} cy="50%" r="3" />
          {to.map((lane) => (
            <svg key={lane} x={center(lane)} y="50%" overflow="visible" aria-hidden>
              <path d={lane > from ? 'M-8-5 0 0-8 5z' : 'M8-5 0 0 8 5z'} />
            </svg>
          ))}
        </>
      )}
      {missed.map((lane) => (
        <circle key={lane} className={styles.missed} cx={center(lane)} cy="50%" r="5" />
      ))}
    </svg>
  );
}
