import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import styles from './contract.module.css';
import type { ArrivalCoverage } from './coverage.ts';

/** The server events and whether they came. */
export function ArrivalTable({ arrivals }: { arrivals: readonly ArrivalCoverage[] }): ReactElement {
  return (
    <section className={styles.block} aria-labelledby="server-events">
      <h2 className={styles.heading} id="server-events">
        Server events
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">event</th>
            <th scope="col">received</th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map(({ event, received, violations }) => (
            <tr key={event}>
              <th scope="row">
                <span className={styles.event}>{event}</span>
                {violations > 0 && (
                  <Badge tone="bad" icon={TriangleAlert}>
                    {violations} broke the contract
                  </Badge>
                )}
              </th>
              <td className={styles.count} data-seen={received > 0 || undefined}>
                {received > 0 ? received : 'not yet'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
