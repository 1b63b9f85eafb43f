import { VisuallyHidden } from '@mantine/core';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { STANDARD_CODES, shortCode } from './codes-of.ts';
import styles from './contract.module.css';
import type { CallCoverage, CodeCoverage } from './coverage.ts';

/** The client events against the codes that they can answer with. */
export function CallTable({ calls }: { calls: readonly CallCoverage[] }): ReactElement {
  return (
    <section className={styles.block} aria-labelledby="client-events">
      <h2 className={styles.heading} id="client-events">
        Client events
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.scroller} tabIndex={0} aria-label="Client events and their codes">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">event</th>
              <th scope="col">sent</th>
              <th scope="col">OK</th>
              {STANDARD_CODES.map((code) => (
                <th key={code} scope="col" title={code}>
                  <span aria-hidden>{shortCode(code)}</span>
                  <VisuallyHidden>{code}</VisuallyHidden>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <CallRow key={call.event} call={call} />
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.legend}>
        · can be brought about, not seen yet.{' '}
        {STANDARD_CODES.map((code) => `${shortCode(code)} ${code}`).join(', ')}.
      </p>
    </section>
  );
}

function CallRow({ call }: { call: CallCoverage }): ReactElement {
  const { event, sent, ok, violations, declared, standard } = call;
  return (
    <tr>
      <th scope="row">
        <span className={styles.event}>{event}</span>
        {(declared.length > 0 || violations > 0) && (
          <span className={styles.chips}>
            {declared.map((code) => (
              <DeclaredCode key={code.code} code={code} />
            ))}
            {violations > 0 && <Badge tone="bad">{violations} broke the contract</Badge>}
          </span>
        )}
      </th>
      <Count count={sent} counts />
      <Count count={ok} counts />
      {standard.map(({ code, count, counts }) => (
        <Count key={code} count={count} counts={counts} />
      ))}
    </tr>
  );
}

function DeclaredCode({ code: { code, count } }: { code: CodeCoverage }): ReactElement {
  return count > 0 ? (
    <Badge tone="ok" icon={Check} title={`seen ${count} times`}>
      {code}
      <VisuallyHidden> seen</VisuallyHidden>
    </Badge>
  ) : (
    <Badge title="not seen yet">
      {code}
      <VisuallyHidden> not seen</VisuallyHidden>
    </Badge>
  );
}

/** How often something was seen; a dot where it should be one day. */
function Count({ count, counts }: { count: number; counts: boolean }): ReactElement {
  if (count > 0) {
    return (
      <td className={styles.count} data-seen>
        {count}
      </td>
    );
  }
  return (
    <td className={styles.count}>
      {counts && (
        <>
          <span aria-hidden>·</span>
          <VisuallyHidden>not seen</VisuallyHidden>
        </>
      )}
    </td>
  );
}
