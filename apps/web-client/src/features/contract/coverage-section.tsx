import { Button, Menu } from '@mantine/core';
import { contract } from '@switchboard/events';
import { ChevronDown, RotateCcw } from 'lucide-react';
import type { ReactElement } from 'react';
import { useContractRecord, useSession } from '../../lib/console-session.ts';
import { copyText } from '../../lib/copy-text.ts';
import { downloadText } from '../../lib/download.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { ArrivalTable } from './arrival-table.tsx';
import { CallTable } from './call-table.tsx';
import styles from './contract.module.css';
import { CONTRACT_NAME } from './contract-name.ts';
import { coverageOf, percent, type Share } from './coverage.ts';
import { coverageJson, coverageMarkdown } from './coverage-report.ts';
import { SendUntried } from './send-untried.tsx';

/** How much of the contract this session exercised, and a way to exercise the rest. */
export function CoverageSection({ entry }: { entry: NamedClient }): ReactElement {
  const snapshot = useContractRecord();
  const { record } = useSession();
  const coverage = coverageOf(contract, snapshot);
  const { total, sent, ok, codes, received } = coverage;
  const context = () => ({ contract: CONTRACT_NAME, at: Date.now() });
  return (
    <>
      <div className={styles.summary}>
        <p className={styles.figure}>
          <strong>{percent(total)} %</strong> of the contract exercised ({of(total)})
        </p>
        <progress className={styles.bar} aria-label="Contract exercised" value={total.done} max={total.of} />
        <dl className={styles.shares}>
          <Figure label="client events sent" share={sent} />
          <Figure label="answered OK" share={ok} />
          <Figure label="error codes seen" share={codes} />
          <Figure label="server events received" share={received} />
        </dl>
      </div>
      <div className={styles.actions}>
        <Menu>
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={13} aria-hidden />}>
              Export coverage
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() =>
                downloadText('coverage.json', 'application/json', coverageJson(coverage, context()))
              }
            >
              Download JSON
            </Menu.Item>
            <Menu.Item
              onClick={() =>
                downloadText('coverage.md', 'text/markdown', coverageMarkdown(coverage, context()))
              }
            >
              Download Markdown
            </Menu.Item>
            <Menu.Item
              onClick={() => void copyText(coverageMarkdown(coverage, context()), 'the coverage as Markdown')}
            >
              Copy Markdown
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          leftSection={<RotateCcw size={13} aria-hidden />}
          onClick={() => record.clear()}
        >
          Count anew
        </Button>
      </div>
      <SendUntried key={entry.id} entry={entry} />
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
