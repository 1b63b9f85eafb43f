import { CircleSlash } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatTime } from '../../components/format-time.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './arrow-detail.module.css';
import { nameOf } from './arrow-words.ts';
import type { FanOut } from './fan-outs.ts';
import { receiversOf } from './receivers.ts';

/** Who got an event of the server, how long after the call, and who was connected and did not get it. */
export function FanOutTable({
  fanOut,
  clients,
}: {
  fanOut: FanOut;
  clients: readonly NamedClient[];
}): ReactElement {
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
