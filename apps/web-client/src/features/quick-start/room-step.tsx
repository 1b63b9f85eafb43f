import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import styles from './quick-start.module.css';
import { useField } from './use-field.ts';
import type { JoinedRoom, RoomHook } from './use-room.ts';

export interface RoomStepProps {
  readonly clientId: string;
  readonly room: JoinedRoom | undefined;
  readonly problem: string | undefined;
  readonly onJoin: RoomHook['join'];
  readonly onLeave: RoomHook['leave'];
}

/** Enters a room, which comes into being with its first member. */
export function RoomStep({ clientId, room, problem, onJoin, onLeave }: RoomStepProps): ReactElement {
  const [name, setName] = useField(clientId, 'room', 'general');
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPending(true);
    await onJoin(name);
    setPending(false);
  };
  if (room) {
    return (
      <div className={styles.line}>
        <p className={styles.grow}>
          In <strong>{room.name}</strong> with {room.members.map((member) => member.name).join(', ')}.
        </p>
        <Button variant="default" onClick={() => void onLeave()}>
          Leave
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.grow}
        label="Room"
        value={name}
        required
        autoComplete="off"
        error={problem}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={pending}>
        Join
      </Button>
    </form>
  );
}
