import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { CLIENTS } from '../../texts/clients.ts';
import { formatDuration, useNow } from './clock.ts';
import styles from './state-chip.module.css';
import { isClosed, stateLook } from './state-look.ts';

/** The selected client's connection: transport, state, the time in it, and the button that changes it. */
export function StateChip({ entry }: { entry: NamedClient }): ReactElement {
  const { link, state } = entry;
  const { word, icon, tone } = stateLook(entry);
  const now = useNow();
  const canConnect = isClosed(entry);
  return (
    <section className={styles.chip} aria-label={CLIENTS.connection}>
      {state.status === 'connected' && <Badge title={CLIENTS.transport}>{state.transport}</Badge>}
      <Badge tone={tone} icon={icon}>
        <span>{word}</span>
        <span className={styles.time}>{formatDuration(now - state.since)}</span>
      </Badge>
      <Button
        variant="default"
        onClick={() => (canConnect ? link.connect() : link.disconnect())}
        className={styles.button}
      >
        {canConnect ? CLIENTS.connect : CLIENTS.disconnect}
      </Button>
    </section>
  );
}
