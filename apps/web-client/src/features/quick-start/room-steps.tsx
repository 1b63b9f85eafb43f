import type { User } from '@switchboard/events';
import type { ReactElement } from 'react';
import { Chat } from './chat.tsx';
import styles from './quick-start.module.css';
import { RoomStep } from './room-step.tsx';
import { Step } from './step.tsx';
import { useRoom } from './use-room.ts';

/** What someone who is logged in does next. */
export function RoomSteps({ clientId, user }: { clientId: string; user: User | undefined }): ReactElement {
  const { room, problem, join, leave } = useRoom(user?.id);
  return (
    <>
      <Step number={2} title="Join a room" done={room !== undefined} waiting={user === undefined}>
        <RoomStep clientId={clientId} room={room} problem={problem} onJoin={join} onLeave={leave} />
      </Step>
      <Step number={3} title="Say hello" done={false} waiting={room === undefined}>
        {user && room ? (
          <Chat clientId={clientId} room={room} self={user} />
        ) : (
          <p className={styles.hint}>What is said shows here.</p>
        )}
      </Step>
    </>
  );
}
