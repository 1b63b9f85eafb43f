import '@mantine/core/styles/Progress.css';
import { Button, Menu, Progress } from '@mantine/core';
import { ChevronDown, RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { useContract } from '../../contract/contracts.ts';
import { useSession } from '../../lib/console-session.ts';
import { copy } from '../../lib/copy.tsx';
import { downloadText } from '../../lib/download.ts';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import { coverageOf, percent, type Share } from './coverage.ts';
import { coverageJson, coverageMarkdown } from './coverage-report.ts';
import { ArrivalTable, CallTable } from './coverage-tables.tsx';
import { SendUntried } from './send-untried.tsx';
import { useContractTitle, useRecord } from './use-record.ts';

/** How much of the contract this session exercised, and a way to exercise the rest. */
export function CoverageSection({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const contract = useContract();
  const title = useContractTitle();
  const snapshot = useRecord(shown);
  const { record } = useSession();
  const coverage = coverageOf(contract, snapshot);
  const { total, sent, ok, codes, received } = coverage;
  const context = () => ({ contract: title, at: Date.now() });
  const markdown = (): string => coverageMarkdown(coverage, context());
  return (
    <>
      <p className={styles.figure}>
        <strong>{percent(total)} %</strong> {CONTRACT.ofContract(of(total))}
      </p>
      <Progress aria-label={CONTRACT.exercised} value={percent(total)} color="accent" my={6} />
      <dl className={styles.shares}>
        <Figure label={CONTRACT.eventsSent} share={sent} />
        <Figure label={CONTRACT.answeredOk} share={ok} />
        <Figure label={CONTRACT.codesSeen} share={codes} />
        <Figure label={CONTRACT.eventsReceived} share={received} />
      </dl>
      <div className={`${ui.bar} ${styles.actions}`}>
        <Menu>
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={13} aria-hidden />}>
              {CONTRACT.exportCoverage}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() =>
                downloadText('coverage.json', 'application/json', coverageJson(coverage, context()))
              }
            >
              {CONTRACT.downloadJson}
            </Menu.Item>
            <Menu.Item onClick={() => downloadText('coverage.md', 'text/markdown', markdown())}>
              {CONTRACT.downloadMarkdown}
            </Menu.Item>
            <Menu.Item onClick={() => void copy(markdown(), CONTRACT.theCoverage)}>
              {CONTRACT.copyMarkdown}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button variant="default" leftSection={<RotateCcw size={13} aria-hidden />} onClick={record.clear}>
          {CONTRACT.resetCounts}
        </Button>
      </div>
      <SendUntried key={entry.id} entry={entry} shown={shown} />
      <CallTable calls={coverage.calls} />
      <ArrivalTable arrivals={coverage.arrivals} />
    </>
  );
}

function Figure({ label, share }: { label: string; share: Share }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{of(share)}</dd>
    </div>
  );
}

function of({ done, of: all }: Share): string {
  return `${done} of ${all}`;
}
