import type { ReactElement } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { Chat } from './chat.tsx';
import { LoginStep } from './login-step.tsx';
import styles from './quick-start.module.css';
import { RoomStep } from './room-step.tsx';
import { Step } from './step.tsx';
import { useRoom } from './use-room.ts';

/** The way of one client from nobody to someone who is heard. */
export function ChatPanel({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const { room, problem, join, leave } = useRoom();
  const user = entry.identity?.user;
  const inRoom = user && room;
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
        <Step number={2} title="Join a room" done={inRoom !== undefined} waiting={user === undefined}>
          <RoomStep room={inRoom} problem={problem} onJoin={join} onLeave={leave} />
        </Step>
        <Step number={3} title="Say hello" done={false} waiting={inRoom === undefined}>
          {inRoom ? (
            <Chat room={inRoom} self={user} />
          ) : (
            <p className={styles.hint}>What is said shows here.</p>
          )}
        </Step>
      </ol>
    </section>
  );
}
