import type { ReactElement } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { LoginStep } from './login-step.tsx';
import styles from './quick-start.module.css';
import { RoomSteps } from './room-steps.tsx';
import { Step } from './step.tsx';

/** The way of one client from nobody to someone who is heard. */
export function ChatPanel({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const user = entry.identity?.user;
  return (
    <section className={styles.panel} aria-label={`Quick start as ${entry.name}`} hidden={!shown}>
      <header className={styles.header}>
        <h2 className={styles.title}>Quick start</h2>
        <p className={styles.lead}>
          Log in, join a room, say hello, and see it arrive. Do it as one client, then pick another above:
          both are connected at once, and the timeline shows what goes over the wire.
        </p>
      </header>
      <ol className={styles.steps}>
        <Step number={1} title="Log in" done={user !== undefined}>
          <LoginStep entry={entry} />
        </Step>
        <RoomSteps clientId={entry.id} user={user} />
      </ol>
    </section>
  );
}
