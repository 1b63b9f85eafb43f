import { CircleSlash } from 'lucide-react';
import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { DetailPlace } from '../../components/detail-header.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import ui from '../../components/ui.module.css';
import { formatLatency, formatTime } from '../../lib/format-time.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { answerContent, messageContent } from '../../traffic/entry-content.ts';
import { type Arrow, endsOf, type Lane, nameOf } from './arrows.ts';
import { type FanOut, latenciesOf } from './fan-outs.ts';

export interface ArrowDetailProps {
  readonly arrow: Arrow;
  /** The events that followed from its call, or the one that it is. */
  readonly fanOuts: readonly FanOut[];
  readonly lanes: readonly Lane[];
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** What an arrow carried, without secrets, and which events of the server belong to it. */
export function ArrowDetail({ arrow, fanOuts, lanes, narrow, onClose }: ArrowDetailProps): ReactElement {
  const { kind, entry, at, what, latency } = arrow;
  const { from, to } = endsOf(arrow, lanes);
  const contentOf = kind === 'reply' ? answerContent : messageContent;
  return (
    <DetailPlace
      title={[entry.event, what, latency !== undefined && formatLatency(latency)].filter(Boolean).join(', ')}
      where={`${from} to ${to}, ${formatTime(at)}`}
      label={SEQUENCE.arrow}
      closeLabel={SEQUENCE.closeArrow}
      onClose={onClose}
      narrow={narrow}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={`${ui.scroller} ${ui.panel}`} tabIndex={0} aria-label={SEQUENCE.content}>
        <JsonTree value={contentOf(entry, false).value} />
        {fanOuts.map((fanOut) => (
          <FanOutTable key={fanOut.key} fanOut={fanOut} lanes={lanes} />
        ))}
        {fanOuts.length === 0 && <p className={ui.hint}>{SEQUENCE.nothingFollowed}</p>}
        <p className={ui.hint}>{SEQUENCE.guess}</p>
      </section>
    </DetailPlace>
  );
}

interface Receiver {
  readonly id: string;
  readonly name: string;
  /** Left out for a client that was connected and did not get the event. */
  readonly at?: number;
  readonly latency?: number | undefined;
}

/** Who got an event of the server, how long after the call, and who was connected and did not get it. */
function FanOutTable({ fanOut, lanes }: { fanOut: FanOut; lanes: readonly Lane[] }): ReactElement {
  const { event, cause, received, missed } = fanOut;
  const nameIn = (id: string): string =>
    `${nameOf(id, lanes)}${id === cause?.clientId ? SEQUENCE.theCaller : ''}`;
  const caption = cause
    ? SEQUENCE.fanOut(event, cause.event, nameOf(cause.clientId, lanes))
    : SEQUENCE.fanOutAlone(event);
  const latencies = latenciesOf(fanOut);
  const receivers: Receiver[] = [
    ...received.map(({ clientId: id, at }, index) => ({
      id,
      name: nameIn(id),
      at,
      latency: latencies[index],
    })),
    ...missed.map((id) => ({ id, name: nameIn(id) })),
  ];
  return (
    <div className={ui.stack}>
      <p className={ui.title}>{caption}</p>
      <DataTable
        caption={caption}
        columns={[
          { header: SEQUENCE.client, cell: ({ name }: Receiver) => name },
          {
            header: SEQUENCE.received,
            cell: ({ at }) =>
              at === undefined ? (
                <span className={ui.warn}>
                  <CircleSlash size={12} aria-hidden /> {SEQUENCE.missed}
                </span>
              ) : (
                formatTime(at)
              ),
          },
          {
            header: SEQUENCE.afterCall,
            cell: ({ latency }) => (latency === undefined ? '–' : SEQUENCE.milliseconds(`${latency}`)),
          },
        ]}
        rows={receivers}
        keyOf={({ id }) => id}
        empty=""
      />
      <p className={ui.hint}>{SEQUENCE.receivedBy(received.length, receivers.length)}</p>
    </div>
  );
}
