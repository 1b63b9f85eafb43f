import { CircleSlash, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { DetailHeader } from '../../components/detail-header.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import { JsonTree } from '../../components/json-tree.tsx';
import ui from '../../components/ui.module.css';
import { answerKind, answerValueOf, noAnswerReason, payloadOf } from '../../lib/entry.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
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
      {fanOuts.length === 0 && <p className={ui.hint}>{SEQUENCE.nothingFollowed}</p>}
      <p className={ui.hint}>{SEQUENCE.guess}</p>
    </div>
  );
  if (narrow) {
    return (
      <Dialog
        opened
        fullScreen
        onClose={onClose}
        title={`${title}: ${where}`}
        closeLabel={SEQUENCE.closeArrow}
      >
        {body}
      </Dialog>
    );
  }
  return (
    <section className={styles.detail} aria-label={SEQUENCE.arrow}>
      <DetailHeader title={title} where={where} label={SEQUENCE.closeArrow} icon={X} onClick={onClose} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.scroller} tabIndex={0} aria-label={SEQUENCE.content}>
        {body}
      </section>
    </section>
  );
}

function Content({ arrow }: { arrow: Arrow }): ReactNode {
  if (arrow.kind === 'event') return <JsonTree value={payloadOf(redactEntry(arrow.fanOut.received[0]))} />;
  const entry = redactEntry(arrow.entry);
  if (arrow.kind !== 'reply') return <JsonTree value={payloadOf(entry)} />;
  const { answer } = entry;
  if (!answer) return null;
  if (answerKind(answer) === 'none') return <p>{noAnswerReason(answer)}</p>;
  return (
    <>
      <p>{SEQUENCE.answeredIn(formatLatency(answer.latency))}</p>
      <JsonTree value={answerKind(answer) === 'bare' ? payloadOf(answer) : answerValueOf(answer)} />
    </>
  );
}

/** Who got an event of the server, how long after the call, and who was connected and did not get it. */
function FanOutTable({ fanOut, clients }: { fanOut: FanOut; clients: readonly NamedClient[] }): ReactElement {
  const { event, cause, received } = fanOut;
  const receivers = receiversOf(fanOut, clients);
  const name = nameOf(clients);
  const caption = cause
    ? SEQUENCE.fanOut(event, cause.event, name(cause.clientId))
    : SEQUENCE.fanOutAlone(event);
  return (
    <table className={styles.fanOut}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{SEQUENCE.client}</th>
          <th scope="col">{SEQUENCE.received}</th>
          <th scope="col">{SEQUENCE.afterCall}</th>
        </tr>
      </thead>
      <tbody>
        {receivers.map((receiver) => (
          <tr key={receiver.clientId}>
            <th scope="row">
              {name(receiver.clientId)}
              {receiver.clientId === cause?.clientId && SEQUENCE.theCaller}
            </th>
            {receiver.received ? (
              <>
                <td>{formatTime(receiver.at)}</td>
                <td>{receiver.latency === undefined ? '–' : SEQUENCE.milliseconds(`${receiver.latency}`)}</td>
              </>
            ) : (
              <td colSpan={2} className={styles.missed}>
                <CircleSlash size={12} aria-hidden /> {SEQUENCE.missed}
              </td>
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{SEQUENCE.receivedBy(received.length, receivers.length)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
