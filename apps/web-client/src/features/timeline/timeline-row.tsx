import { CircleHelp, TriangleAlert } from 'lucide-react';
import { type CSSProperties, memo, type ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import ui from '../../components/ui.module.css';
import { formatSize } from '../../lib/bytes.ts';
import { formatLatency, formatTime } from '../../lib/format-time.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { markMatches, type Term } from './filter-text.ts';
import { formatDelta, rowLook } from './row-look.ts';
import { type Flaw, flawOf, type Row, type RowClient, sizeOf, timeOf } from './rows.ts';
import styles from './timeline-row.module.css';

export interface TimelineRowProps {
  readonly row: Row;
  readonly client: RowClient;
  /** Milliseconds since the row before; left out for an answer, whose latency says it, and for the first row. */
  readonly delta: number | undefined;
  /** Whether its details are open. */
  readonly opened: boolean;
  /** Whether Tab leads to it. */
  readonly current: boolean;
  /** Whether its content stands on a line of its own. */
  readonly wide: boolean;
  /** What is searched for, and so marked. */
  readonly terms: readonly Term[];
  readonly onPress: (row: Row) => void;
}

const number = `${ui.clip} ${ui.mono} ${ui.dim}`;

/** One row of the timeline; its details open on a click. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps): ReactElement {
  const { row, client, delta, opened, current, wide, terms, onPress } = props;
  // A client of a recording, or one that was removed, has no connection that something could wait for.
  const isConnected = !client.state || client.state.status === 'connected';
  const { icon: Icon, tone, direction, title, text } = rowLook(row, terms, isConnected);
  const isAnswer = row.kind === 'answer';
  const at = timeOf(row);
  const size = sizeOf(row);
  const latency = isAnswer ? row.entry.answer?.latency : undefined;
  return (
    <button
      type="button"
      className={`${ui.row} ${styles.row}`}
      style={{ '--tone': `var(--sb-${TONES[tone]})` } as CSSProperties}
      data-answer={isAnswer || undefined}
      data-tone={tone}
      data-wide={wide || undefined}
      aria-pressed={opened}
      tabIndex={current ? 0 : -1}
      onClick={() => onPress(row)}
    >
      <span className={`${number} ${styles.time}`}>{at === undefined ? '' : formatTime(at)}</span>
      <span className={`${number} ${styles.delta}`}>{delta === undefined ? '' : formatDelta(delta)}</span>
      <span className={styles.client}>
        {!isAnswer && client.hue !== undefined && <ClientDot hue={client.hue} />}
        <span className={isAnswer ? 'sb-hidden' : `${ui.clip} ${styles.name}`}>{client.name}</span>
      </span>
      <span className={styles.what}>
        <Icon size={14} aria-hidden className={styles.icon} />
        <span className="sb-hidden">
          {isAnswer ? TIMELINE.answerTo(direction, row.entry.event) : direction}
        </span>
        <span className={`${ui.clip} ${ui.mono} ${styles.title}`}>
          <Marked text={title} terms={terms} />
        </span>
        <FlawBadge flaw={flawOf(row)} />
      </span>
      <span className={`${number} ${styles.text}`}>
        <Marked text={text} terms={terms} />
      </span>
      <span className={`${number} ${styles.size}`}>{size === undefined ? '' : formatSize(size)}</span>
      {latency !== undefined && <Badge>{formatLatency(latency)}</Badge>}
    </button>
  );
});

/** The colours of the tones, by the names of their variables. */
const TONES = { sent: 'accent', received: 'number', ok: 'ok', bad: 'bad', judged: 'warn', quiet: 'dim' };

/** A text in which what was searched for is marked. */
function Marked({ text, terms }: { text: string; terms: readonly Term[] }): ReactElement {
  if (terms.length === 0) return <>{text}</>;
  return (
    <>
      {markMatches(text, terms).map((part, index) =>
        index % 2 === 1 ? <mark key={`${index} ${part}`}>{part}</mark> : part,
      )}
    </>
  );
}

const FLAWS = {
  broken: { tone: 'bad', icon: TriangleAlert, children: TIMELINE.breaksContract },
  bare: { tone: 'warn', icon: CircleHelp, children: TIMELINE.notAReply },
  unknown: { tone: 'warn', icon: CircleHelp, children: TIMELINE.strange },
} as const;

/** What is wrong with a row, in a few words; nothing where nothing is. */
export function FlawBadge({ flaw }: { flaw: Flaw | undefined }): ReactElement | null {
  return flaw ? <Badge {...FLAWS[flaw]} /> : null;
}
