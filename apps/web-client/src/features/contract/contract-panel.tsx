import { Tabs } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { type ReactElement, useState } from 'react';
import { useContract } from '../../clients/destination.ts';
import { placeOf } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { Failing } from '../../components/failing.tsx';
import ui from '../../components/ui.module.css';
import { CONTRACT } from '../../texts/contract.ts';
import { namespaceKey, placeKey } from '../../traffic/entry.ts';
import styles from './contract.module.css';
import { CoverageSection } from './coverage-section.tsx';
import { DraftSection } from './draft/draft-section.tsx';
import { InvalidSection, type InvalidSectionProps } from './invalid-section.tsx';
import { useRecord } from './use-record.ts';
import { ViolationSection } from './violation-section.tsx';

/** Tests the contract itself: what was exercised, how the server handles invalid payloads, and what broke it. */
export function ContractPanel({ entry, event, onLoaded }: InvalidSectionProps): ReactElement {
  const { isRaw } = useContract();
  const [picked, setPicked] = useState('coverage');
  const { ref, inViewport } = useInViewport();
  const { violations } = useRecord(inViewport);
  const tab = isRaw ? 'draft' : picked;
  const isShown = (name: string): boolean => inViewport && tab === name;
  // What was sent and seen at one place is not shown at another one.
  const at = `${entry.id} ${placeKey(placeOf(entry))}`;
  const sections = {
    ...(!isRaw && {
      coverage: <CoverageSection key={at} entry={entry} shown={isShown('coverage')} />,
      // A schema of any library may throw.
      invalid: (
        <Failing key={`${at} ${event}`} text={(reason) => CONTRACT.noVariants(event, reason)}>
          <InvalidSection entry={entry} event={event} onLoaded={onLoaded} />
        </Failing>
      ),
      violations: <ViolationSection shown={isShown('violations')} />,
    }),
    draft: <DraftSection key={namespaceKey(placeOf(entry))} entry={entry} />,
  };
  const names = Object.keys(sections) as (keyof typeof sections)[];
  return (
    <Tabs
      ref={ref}
      value={tab}
      onChange={(next) => next && setPicked(next)}
      keepMountedMode="display-none"
      classNames={{ root: ui.fill ?? '', panel: styles.section ?? '', list: ui.tabs ?? '' }}
    >
      <Tabs.List aria-label={CONTRACT.panel}>
        {names.map((name) => (
          <Tabs.Tab
            key={name}
            value={name}
            rightSection={
              name === 'violations' && violations.length > 0 && <Badge tone="bad">{violations.length}</Badge>
            }
          >
            {CONTRACT[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        // A scrolling region needs focus to be scrolled by key.
        <Tabs.Panel key={name} value={name} tabIndex={0}>
          {sections[name]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
