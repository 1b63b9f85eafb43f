import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-connection.module.css';
import { ConnectionFacts } from './connection-facts.tsx';
import { FaultButtons } from './fault-buttons.tsx';
import { HistoryList } from './history-list.tsx';
import { LinkSteps } from './link-steps.tsx';
import { ProblemBox } from './problem-box.tsx';
import { SettingsFold } from './settings-fold.tsx';
import { isClosed, stateLook } from './state-look.ts';

/** One client's connection: how it stands, its settings, and the means to break and to mend it. */
export function ClientConnection({
  entry,
  selected,
}: {
  entry: NamedClient;
  selected: boolean;
}): ReactElement {
  const { clients } = useSession();
  const { id, name, hue, link, state, faults } = entry;
  const { word, icon, tone } = stateLook(entry);
  return (
    <section className={styles.client} aria-label={`Connection of ${name}`}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <ClientDot hue={hue} /> {name}
        </h2>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        {state.status === 'connected' && <Badge title="Transport">{state.transport}</Badge>}
        {faults.isWebsocketBlocked && <Badge tone="warn">WebSocket blocked, by you</Badge>}
        <span className={styles.headActions}>
          {isClosed(entry) ? (
            <Button onClick={() => link.connect()}>Connect</Button>
          ) : (
            <>
              <Button variant="default" onClick={() => clients.reconnect(id)}>
                Reconnect
              </Button>
              <Button variant="default" onClick={() => link.disconnect()}>
                Disconnect
              </Button>
            </>
          )}
        </span>
      </div>
      <ProblemBox entry={entry} />
      <LinkSteps entry={entry} />
      <ConnectionFacts entry={entry} />
      <FaultButtons entry={entry} />
      <SettingsFold entry={entry} selected={selected} />
      <HistoryList entry={entry} />
    </section>
  );
}
