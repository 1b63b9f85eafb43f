import { Tabs } from '@mantine/core';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { useContractRecord } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './contract.module.css';
import { CoverageSection } from './coverage-section.tsx';
import { InvalidSection } from './invalid-section.tsx';
import { ViolationSection } from './violation-section.tsx';

export interface ContractPanelProps {
  /** Whom things are sent as. */
  readonly entry: NamedClient;
  /** The client event that is picked; left out for none. */
  readonly event?: string | undefined;
  /** A payload went into the editor of the event. */
  readonly onLoaded: (event: string) => void;
}

/** Works the contract itself: what of it was exercised, what the server does with what it forbids, and what broke it. */
export function ContractPanel({ entry, event, onLoaded }: ContractPanelProps): ReactElement {
  const { violations } = useContractRecord();
  return (
    <Tabs
      defaultValue="coverage"
      keepMountedMode="display-none"
      classNames={{ root: styles.panel ?? '', panel: styles.section ?? '' }}
    >
      <Tabs.List aria-label="Contract">
        <Tabs.Tab value="coverage">Coverage</Tabs.Tab>
        <Tabs.Tab value="invalid">Invalid payloads</Tabs.Tab>
        <Tabs.Tab
          value="violations"
          rightSection={violations.length > 0 && <Badge tone="bad">{violations.length}</Badge>}
        >
          Violations
        </Tabs.Tab>
      </Tabs.List>
      {/* A scrolling region needs focus to be scrolled by key. */}
      <Tabs.Panel value="coverage" tabIndex={0}>
        <CoverageSection entry={entry} />
      </Tabs.Panel>
      <Tabs.Panel value="invalid" tabIndex={0}>
        <ErrorBoundary
          resetKey={event ?? ''}
          fallback={({ message }) => (
            <p className={styles.empty} role="alert">
              No wrong payloads can be made of {event}: {message}. Pick another event.
            </p>
          )}
        >
          <InvalidSection key={`${entry.id} ${event}`} entry={entry} event={event} onLoaded={onLoaded} />
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="violations" tabIndex={0}>
        <ViolationSection />
      </Tabs.Panel>
    </Tabs>
  );
}
