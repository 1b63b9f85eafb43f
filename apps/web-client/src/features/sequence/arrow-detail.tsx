import { CircleSlash, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import { answerValueOf, payloadOf } from '../../lib/entry.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import styles from './arrow-detail.module.css';
import { type Arrow, arrowWords, eventOf, nameOf } from './arrows.ts';
import { type FanOut, receiversOf } from './fan-outs.ts';

export interface ArrowDetailProps {
  readonly arrow: Arrow;
  /** The events that followed from its call, or the one that it is. */
  readonly fanOuts: readonly FanOut[];
  readonly clients: readonly NamedClient[];
  /** Whether it covers the screen. */
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** What an arrow carried, without secrets, and which events of the server belong to it. */
export function ArrowDetail({ arrow, fanOuts, clients, narrow, onClose }: ArrowDetailProps): ReactElement {
  const { from, to, what } = arrowWords(arrow, clients);
  const title = `${eventOf(arrow)}, ${what}`;
  const where = `${from} to ${to}, ${formatTime(arrow.at)}`;
  const body = (
    <div className={styles.body}>
      <Content arrow={arrow} />
      {fanOuts.map((fanOut) => (
        <FanOutTable key={fanOut.key} fanOut={fanOut} clients={clients} />
      ))}
      {fanOuts.length === 0 && <p className={styles.note}>No event of the server followed from it.</p>}
      <p className={styles.note}>
        The wire does not say which call an event belongs to, so this is a guess. Events with the same name
        and an equal payload within a second count as one. They belong to the call of the two seconds before
        that shares the most fields with them, such as a room or an id. A client that is not in the room
        receives nothing.
      </p>
    </div>
  );
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel="Close the arrow">
        {body}
      </Dialog>
    );
  }
  return (
    <section className={styles.detail} aria-label="Arrow">
      <header className={styles.header}>
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.where}>{where}</span>
        <IconButton label="Close the arrow" icon={X} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.scroller} tabIndex={0} aria-label="Content of the arrow">
        {body}
      </section>
    </section>
  );
}

function Content({ arrow }: { arrow: Arrow }): ReactNode {
  if (arrow.kind === 'event') return <JsonTree value={payloadOf(redactEntry(arrow.fanOut.received[0]))} />;
  const entry = redactEntry(arrow.entry);
  if (arrow.kind !== 'reply') return <JsonTree value={payloadOf(entry)} />;
  return (
    <>
      <p>Answered in {formatLatency(arrow.answer.latency)}.</p>
      <JsonTree value={entry.answer && answerValueOf(entry.answer)} />
    </>
  );
}

/** Who got an event of the server, how long after the call, and who was connected and did not get it. */
function FanOutTable({ fanOut, clients }: { fanOut: FanOut; clients: readonly NamedClient[] }): ReactElement {
  const { event, cause, received } = fanOut;
  const receivers = receiversOf(fanOut, clients);
  const name = nameOf(clients);
  const caption = cause
    ? `${event}, after ${cause.event} of ${name(cause.clientId)}`
    : `${event}, after no call of these clients`;
  return (
    <table className={styles.fanOut}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Received</th>
          <th scope="col">After the call</th>
        </tr>
      </thead>
      <tbody>
        {receivers.map((receiver) => (
          <tr key={receiver.clientId}>
            <th scope="row">
              {name(receiver.clientId)}
              {receiver.clientId === cause?.clientId && ', the caller'}
            </th>
            {receiver.received ? (
              <>
                <td>{formatTime(receiver.at)}</td>
                <td>{receiver.latency === undefined ? '–' : `${receiver.latency} ms`}</td>
              </>
            ) : (
              <td colSpan={2} className={styles.missed}>
                <CircleSlash size={12} aria-hidden /> did not receive it, though connected
              </td>
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            {received.length} of {receivers.length} clients received it.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
