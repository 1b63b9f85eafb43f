import '@mantine/core/styles/Progress.layer.css';
import { Progress } from '@mantine/core';
import { Check, Copy, RotateCcw, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { useContract } from '../../clients/destination.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { copy } from '../../components/copy.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { useSession } from '../../session/console-session.ts';
import { CONTRACT } from '../../texts/contract.ts';
import {
  type ArrivalCoverage,
  type CallCoverage,
  coverageMarkdown,
  coverageOf,
  percent,
  shareText,
} from './coverage.ts';
import { useReportContext } from './report.ts';
import { SendUntried } from './send-untried.tsx';
import { useRecord } from './use-record.ts';

/** How much of the contract this session exercised at the server of the client, and a way to exercise the rest. */
export function CoverageSection({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const context = useReportContext();
  const { log } = useSession();
  const coverage = coverageOf(useContract(), useRecord(shown));
  const { calls, arrivals, total, sent, ok, codes, received } = coverage;
  return (
    <div className={ui.form}>
      <p>
        <strong>{percent(total)} %</strong> {CONTRACT.ofContract(shareText(total))}
      </p>
      <Progress aria-label={CONTRACT.exercised} value={percent(total)} color="accent" />
      <dl className={ui.facts}>
        <dt>{CONTRACT.eventsSent}</dt>
        <dd>{shareText(sent)}</dd>
        <dt>{CONTRACT.answeredOk}</dt>
        <dd>{shareText(ok)}</dd>
        <dt>{CONTRACT.codesSeen}</dt>
        <dd>{shareText(codes)}</dd>
        <dt>{CONTRACT.eventsReceived}</dt>
        <dd>{shareText(received)}</dd>
      </dl>
      <div className={ui.bar}>
        <SmallButton
          size="xs"
          icon={Copy}
          onClick={() => void copy(coverageMarkdown(coverage, context()), CONTRACT.theCoverage)}
        >
          {CONTRACT.copyMarkdown}
        </SmallButton>
        <SmallButton size="xs" icon={RotateCcw} onClick={() => log.resetRecord(entry.settings)}>
          {CONTRACT.resetCounts}
        </SmallButton>
      </div>
      <SendUntried entry={entry} shown={shown} />
      <h2 className={ui.title}>{CONTRACT.clientEvents}</h2>
      <DataTable
        caption={CONTRACT.eventsAndCodes}
        columns={CALL_COLUMNS}
        rows={calls}
        keyOf={({ event }) => event}
        empty={CONTRACT.noClientEvents}
      />
      <h2 className={ui.title}>{CONTRACT.serverEvents}</h2>
      <DataTable
        caption={CONTRACT.serverEventsReceived}
        columns={ARRIVAL_COLUMNS}
        rows={arrivals}
        keyOf={({ event }) => event}
        empty={CONTRACT.noServerEvents}
      />
    </div>
  );
}

const EVENT_COLUMN: Column<Pick<CallCoverage, 'event' | 'violations'>> = {
  header: CONTRACT.event,
  cell: ({ event, violations }) => (
    <>
      <span className={ui.mono}>{event}</span>{' '}
      {violations > 0 && (
        <Badge tone="bad" icon={TriangleAlert}>
          {CONTRACT.brokeContract(violations)}
        </Badge>
      )}
    </>
  ),
};

const CALL_COLUMNS: readonly Column<CallCoverage>[] = [
  EVENT_COLUMN,
  { header: CONTRACT.sent, cell: ({ sent }) => sent, numeric: true },
  { header: CONTRACT.ok, cell: ({ ok }) => ok, numeric: true },
  {
    header: CONTRACT.codes,
    cell: ({ codes }) => <Codes codes={codes} />,
  },
];

/** The codes that were seen, and those that are possible and were not. */
function Codes({ codes }: Pick<CallCoverage, 'codes'>): ReactElement {
  const missing = codes.filter(({ count }) => count === 0).map(({ code }) => code);
  return (
    <div className={ui.bar} style={{ whiteSpace: 'normal' }}>
      {codes
        .filter(({ count }) => count > 0)
        .map(({ code, count }) => (
          <Badge key={code} tone="ok" icon={Check}>
            {code}
            <span className="sb-hidden"> {CONTRACT.seen}</span>
            {count > 1 && ` ×${count}`}
          </Badge>
        ))}
      {missing.length > 0 && <span className={`${ui.dim} ${ui.small}`}>{CONTRACT.notSeen(missing)}</span>}
    </div>
  );
}

const ARRIVAL_COLUMNS: readonly Column<ArrivalCoverage>[] = [
  EVENT_COLUMN,
  {
    header: CONTRACT.received,
    cell: ({ received }) => (received > 0 ? received : CONTRACT.notYet),
    numeric: true,
  },
];
