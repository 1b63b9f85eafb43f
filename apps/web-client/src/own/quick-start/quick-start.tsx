import { Button, TextInput } from '@mantine/core';
import { Check } from 'lucide-react';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import { serverAt } from '../../links/connection-settings.ts';
import { useClients } from '../../session/console-session.ts';
import { OWN, ownClientOf } from '../contracts.ts';
import { QUICK_START } from '../texts.ts';
import { Chat } from './chat.tsx';
import { ClientProvider, useCall, useField } from './client-hooks.ts';
import styles from './quick-start.module.css';
import { useRoom } from './use-room.ts';

export interface QuickStartProps {
  readonly clientId: string;
  readonly shown: boolean;
}

/**
 * A small chat, written with the typed client and its hooks as in any application. Each client has its own, which goes on
 * while another client is picked.
 */
export function QuickStart({ clientId, shown }: QuickStartProps): ReactElement {
  const entries = useClients().flatMap((entry) => {
    const client = ownClientOf(entry);
    return client ? [{ entry, client }] : [];
  });
  return (
    <>
      {entries.map(({ entry, client }) => (
        <ClientProvider key={entry.id} client={client}>
          <ChatPanel
            // What it shows is of one server, and of one user there.
            key={`${serverAt(entry.settings)} ${entry.identity?.user?.id}`}
            entry={entry}
            shown={shown && entry.id === clientId}
          />
        </ClientProvider>
      ))}
      {shown && !entries.some(({ entry }) => entry.id === clientId) && (
        <p className={ui.empty}>{QUICK_START.needsClient(OWN.name)}</p>
      )}
    </>
  );
}

/** The steps of one client, from the login to its first message. The console keeps the token, which restores the login. */
function ChatPanel({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const { name, identity, loginEnded } = entry;
  const user = identity?.user;
  const { room, problem, join, leave } = useRoom(entry.link);
  const login = useCall('session:login');
  const logout = useCall('session:logout');
  const [userName, setUserName] = useField(entry, 'name', name);
  const [roomName, setRoomName] = useField(entry, 'room', 'general');
  return (
    <section className={styles.panel} aria-label={QUICK_START.panelOf(name)} hidden={!shown}>
      <h2 className={ui.title}>{QUICK_START.title}</h2>
      <p className={ui.hint}>{QUICK_START.lead}</p>
      <ol>
        <Step number={1} title={QUICK_START.logIn} done={user !== undefined}>
          {identity ? (
            <Done action={QUICK_START.logOut} onUndo={logout.call}>
              {user ? QUICK_START.youAre : QUICK_START.byToken} {user && <strong>{user.name}</strong>}
            </Done>
          ) : (
            <StepForm
              label={QUICK_START.yourName}
              action={QUICK_START.logIn}
              value={userName}
              maxLength={32}
              description={loginEnded}
              error={login.reply?.ok === false ? explain(login.reply.error, userName) : undefined}
              onChange={setUserName}
              onSubmit={() => login.call({ name: userName })}
            />
          )}
        </Step>
        {/* The server creates a room with its first member. */}
        <Step number={2} title={QUICK_START.joinRoom} done={room !== undefined}>
          {room ? (
            <Done action={QUICK_START.leave} onUndo={leave}>
              {QUICK_START.inRoom} <strong>{room.name}</strong>{' '}
              {QUICK_START.members(room.members.map((member) => member.name))}
            </Done>
          ) : (
            <StepForm
              label={QUICK_START.room}
              action={QUICK_START.join}
              value={roomName}
              error={problem}
              onChange={setRoomName}
              onSubmit={() => join(roomName)}
            />
          )}
        </Step>
        <Step number={3} title={QUICK_START.sayHello} done={false}>
          {user && room ? (
            <Chat entry={entry} room={room} self={user} />
          ) : (
            <p className={ui.hint}>{QUICK_START.messagesHere}</p>
          )}
        </Step>
      </ol>
    </section>
  );
}

type LoginReply = NonNullable<ReturnType<typeof useCall<'session:login'>>['reply']>;

function explain(error: Extract<LoginReply, { ok: false }>['error'], name: string): string {
  if (error.code === 'NAME_TAKEN') return QUICK_START.nameInUse(name);
  const [issue] = error.issues ?? [];
  return issue?.message ?? error.message;
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  readonly children: ReactNode;
}

function Step({ number, title, done, children }: StepProps): ReactElement {
  return (
    <li className={styles.step}>
      <h3 className={ui.title}>
        <Badge tone={done ? 'ok' : 'neutral'} {...(done && { icon: Check })}>
          {number}
        </Badge>{' '}
        {title}
      </h3>
      {children}
    </li>
  );
}

interface DoneProps {
  readonly action: string;
  readonly onUndo: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** What a step has brought, with the button that undoes it. */
function Done({ action, onUndo, children }: DoneProps): ReactElement {
  return (
    <div className={styles.line}>
      <p className={ui.grow}>{children}</p>
      <Button variant="default" onClick={() => void onUndo()}>
        {action}
      </Button>
    </div>
  );
}

interface StepFormProps {
  readonly label: string;
  readonly action: string;
  readonly value: string;
  readonly maxLength?: number;
  readonly description?: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => Promise<unknown>;
}

function StepForm({ action, onChange, onSubmit, ...field }: StepFormProps): ReactElement {
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPending(true);
    await onSubmit();
    setPending(false);
  };
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <TextInput
        {...field}
        className={ui.grow}
        required
        autoComplete="off"
        inputWrapperOrder={['label', 'description', 'error', 'input']}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button type="submit" loading={pending}>
        {action}
      </Button>
    </form>
  );
}
