import { Tabs } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { ErrorBoundary, getErrorMessage } from 'react-error-boundary';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import { useContract } from '../../contract/contracts.ts';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import { CoverageSection } from './coverage-section.tsx';
import { DraftSection } from './draft/draft-section.tsx';
import { InvalidSection } from './invalid-section.tsx';
import { useRecord } from './use-record.ts';
import { ViolationSection } from './violation-section.tsx';

export interface ContractPanelProps {
  /** Whom things are sent as. */
  readonly entry: NamedClient;
  /** The client event that is picked; left out for none. */
  readonly event?: string | undefined;
  /** A payload went into the editor of the event. */
  readonly onLoaded: (event: string) => void;
}

/** Tests the contract itself: what was exercised, how the server handles invalid payloads, and what broke it. */
export function ContractPanel({ entry, event, onLoaded }: ContractPanelProps): ReactElement {
  const { isRaw } = useContract();
  const [picked, setPicked] = useState('coverage');
  const { ref, inViewport } = useInViewport();
  const { violations } = useRecord(inViewport);
  const tab = isRaw ? 'draft' : picked;
  const isShown = (name: string): boolean => inViewport && tab === name;
  return (
    <Tabs
      ref={ref}
      value={tab}
      onChange={(next) => next && setPicked(next)}
      keepMountedMode="display-none"
      classNames={{ root: styles.panel ?? '', panel: styles.section ?? '' }}
    >
      <Tabs.List aria-label={CONTRACT.panel}>
        {!isRaw && (
          <>
            <Tabs.Tab value="coverage">{CONTRACT.coverage}</Tabs.Tab>
            <Tabs.Tab value="invalid">{CONTRACT.invalid}</Tabs.Tab>
            <Tabs.Tab
              value="violations"
              rightSection={violations.length > 0 && <Badge tone="bad">{violations.length}</Badge>}
            >
              {CONTRACT.violations}
            </Tabs.Tab>
          </>
        )}
        <Tabs.Tab value="draft">{CONTRACT.draft}</Tabs.Tab>
      </Tabs.List>
      {!isRaw && (
        <>
          {/* A scrolling region needs focus to be scrolled by key. */}
          <Tabs.Panel value="coverage" tabIndex={0}>
            <CoverageSection entry={entry} shown={isShown('coverage')} />
          </Tabs.Panel>
          <Tabs.Panel value="invalid" tabIndex={0}>
            <ErrorBoundary
              resetKeys={[entry.id, event]}
              fallbackRender={({ error }) => (
                <p className={ui.hint} role="alert">
                  {CONTRACT.noVariants(event, getErrorMessage(error))}
                </p>
              )}
            >
              <InvalidSection key={`${entry.id} ${event}`} entry={entry} event={event} onLoaded={onLoaded} />
            </ErrorBoundary>
          </Tabs.Panel>
          <Tabs.Panel value="violations" tabIndex={0}>
            <ViolationSection shown={isShown('violations')} />
          </Tabs.Panel>
        </>
      )}
      <Tabs.Panel value="draft" tabIndex={0}>
        <DraftSection key={entry.link.url} entry={entry} />
      </Tabs.Panel>
    </Tabs>
  );
}
