import { Table } from '@mantine/core';
import { Check, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import ui from '../../components/ui.module.css';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import {
  type ArrivalCoverage,
  type CallCoverage,
  type CodeCoverage,
  STANDARD_CODES,
  shortCode,
} from './coverage.ts';

/** The client events, and the codes of their replies. */
export function CallTable({ calls }: { calls: readonly CallCoverage[] }): ReactElement {
  return (
    <section className={styles.block} aria-labelledby="client-events">
      <h2 id="client-events">{CONTRACT.clientEvents}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.scroller} tabIndex={0} aria-label={CONTRACT.eventsAndCodes}>
        <Table tabularNums verticalSpacing={4} horizontalSpacing={5} fz="var(--sb-small)">
          <Table.Thead>
            <Table.Tr>
              {[CONTRACT.event, CONTRACT.sent, CONTRACT.ok].map((header) => (
                <Table.Th key={header} scope="col" ta={header === CONTRACT.event ? 'left' : 'right'}>
                  {header}
                </Table.Th>
              ))}
              {STANDARD_CODES.map((code) => (
                <Table.Th key={code} scope="col" ta="right" title={code}>
                  <span aria-hidden>{shortCode(code)}</span>
                  <span className="sb-hidden">{code}</span>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {calls.map((call) => (
              <CallRow key={call.event} call={call} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <p className={ui.hint}>
        {CONTRACT.legend(STANDARD_CODES.map((code) => `${shortCode(code)} ${code}`).join(', '))}
      </p>
    </section>
  );
}

function CallRow({ call }: { call: CallCoverage }): ReactElement {
  const { event, sent, ok, violations, declared, standard } = call;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <span className={ui.mono}>{event}</span>
        {(declared.length > 0 || violations > 0) && (
          <span className={styles.chips}>
            {declared.map((code) => (
              <DeclaredCode key={code.code} code={code} />
            ))}
            <Broken count={violations} />
          </span>
        )}
      </Table.Th>
      <Count count={sent} counts />
      <Count count={ok} counts />
      {standard.map(({ code, count, counts }) => (
        <Count key={code} count={count} counts={counts} />
      ))}
    </Table.Tr>
  );
}

function DeclaredCode({ code: { code, count } }: { code: CodeCoverage }): ReactElement {
  return count > 0 ? (
    <Badge tone="ok" icon={Check} title={CONTRACT.seenTimes(count)}>
      {code}
      <span className="sb-hidden"> {CONTRACT.seen}</span>
    </Badge>
  ) : (
    <Badge title={CONTRACT.notSeenYet}>
      {code}
      <span className="sb-hidden"> {CONTRACT.notSeen}</span>
    </Badge>
  );
}

/** How often something was seen; a dot where it is possible and was not seen. */
function Count({ count, counts }: { count: number; counts: boolean }): ReactElement {
  return (
    <Table.Td className={styles.count} data-seen={count > 0 || undefined}>
      {count > 0 && count}
      {count === 0 && counts && (
        <>
          <span aria-hidden>·</span>
          <span className="sb-hidden">{CONTRACT.notSeen}</span>
        </>
      )}
    </Table.Td>
  );
}

function Broken({ count }: { count: number }): ReactElement | null {
  if (count === 0) return null;
  return (
    <Badge tone="bad" icon={TriangleAlert}>
      {CONTRACT.brokeContract(count)}
    </Badge>
  );
}

const ARRIVAL_COLUMNS = [
  {
    header: CONTRACT.event,
    cell: ({ event, violations }: ArrivalCoverage) => (
      <>
        <span className={ui.mono}>{event}</span> <Broken count={violations} />
      </>
    ),
  },
  {
    header: CONTRACT.received,
    cell: ({ received }: ArrivalCoverage) => (received > 0 ? received : CONTRACT.notYet),
    numeric: true,
  },
];

/** The server events, and how often each was received. */
export function ArrivalTable({ arrivals }: { arrivals: readonly ArrivalCoverage[] }): ReactElement {
  return (
    <section className={styles.block} aria-labelledby="server-events">
      <h2 id="server-events">{CONTRACT.serverEvents}</h2>
      <DataTable
        caption={CONTRACT.serverEventsReceived}
        columns={ARRIVAL_COLUMNS}
        rows={arrivals}
        keyOf={({ event }) => event}
        empty={CONTRACT.noServerEvents}
      />
    </section>
  );
}
