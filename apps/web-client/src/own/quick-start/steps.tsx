import { Button, TextInput } from '@mantine/core';
import { Check } from 'lucide-react';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { useDraft } from '../../lib/drafts.ts';
import { QUICK_START } from '../texts.ts';
import { useCall } from './client-hooks.ts';
import styles from './quick-start.module.css';
import type { JoinedRoom, RoomHook } from './use-room.ts';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  /** Whether a step before it is not done yet. */
  readonly waiting?: boolean;
  readonly children: ReactNode;
}

export function Step({ number, title, done, waiting = false, children }: StepProps): ReactElement {
  return (
    <li className={styles.step} data-waiting={waiting || undefined}>
      <span className={styles.number} data-done={done || undefined} aria-hidden>
        {done ? <Check size={13} /> : number}
      </span>
      <div className={styles.stepBody}>
        <h3 className={styles.stepTitle}>{title}</h3>
        {children}
      </div>
    </li>
  );
}

/** Logs in with a name. The console keeps the token, which restores the login after a reconnect. */
export function LoginStep({ entry }: { entry: NamedClient }): ReactElement {
  const login = useCall('session:login');
  const logout = useCall('session:logout');
  const [name, setName] = useField(entry.id, 'name', entry.name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await login.call({ name });
  };

  if (entry.identity) {
    return (
      <div className={styles.line}>
        <p className={ui.grow}>
          {entry.identity.user ? (
            <>
              {QUICK_START.youAre} <strong>{entry.identity.user.name}</strong>.
            </>
          ) : (
            QUICK_START.byToken
          )}
        </p>
        <Button variant="default" loading={logout.pending} onClick={() => void logout.call()}>
          {QUICK_START.logOut}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={ui.grow}
        label={QUICK_START.yourName}
        value={name}
        maxLength={32}
        required
        autoComplete="off"
        description={entry.loginEnded}
        error={login.reply?.ok === false && explain(login.reply.error, name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={login.pending}>
        {QUICK_START.logIn}
      </Button>
    </form>
  );
}

type LoginReply = NonNullable<ReturnType<typeof useCall<'session:login'>>['reply']>;
type LoginError = Extract<LoginReply, { ok: false }>['error'];

function explain(error: LoginError, name: string): string {
  if (error.code === 'NAME_TAKEN') return QUICK_START.nameInUse(name);
  const [issue] = error.issues ?? [];
  return issue?.message ?? error.message;
}

interface RoomStepProps {
  readonly clientId: string;
  readonly room: JoinedRoom | undefined;
  readonly problem: string | undefined;
  readonly onJoin: RoomHook['join'];
  readonly onLeave: RoomHook['leave'];
}

/** Joins a room. The server creates it with its first member. */
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
        <p className={ui.grow}>
          {QUICK_START.inRoom} <strong>{room.name}</strong>{' '}
          {QUICK_START.members(room.members.map((member) => member.name))}
        </p>
        <Button variant="default" onClick={() => void onLeave()}>
          {QUICK_START.leave}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={ui.grow}
        label={QUICK_START.room}
        value={name}
        required
        autoComplete="off"
        error={problem}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={pending}>
        {QUICK_START.join}
      </Button>
    </form>
  );
}

/** The text of a field of the quick start, for one client, and how to change it. Survives a reload. */
export function useField(
  clientId: string,
  field: 'name' | 'room' | 'message',
  initial: string,
): [text: string, write: (text: string) => void] {
  return useDraft(`(quick start ${field} of ${clientId})`, initial);
}
