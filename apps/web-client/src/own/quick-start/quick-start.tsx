import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { useClients } from '../../lib/console-session.ts';
import { OWN, ownClientOf } from '../contracts.ts';
import { QUICK_START } from '../texts.ts';
import { Chat } from './chat.tsx';
import { ClientProvider } from './client-hooks.ts';
import styles from './quick-start.module.css';
import { LoginStep, RoomStep, Step } from './steps.tsx';
import { useRoom } from './use-room.ts';

export interface QuickStartProps {
  readonly clientId: string;
  /** Whether it is shown. */
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
          <ChatPanel entry={entry} shown={shown && entry.id === clientId} />
        </ClientProvider>
      ))}
      {shown && !entries.some(({ entry }) => entry.id === clientId) && (
        <p className={ui.empty}>{QUICK_START.needsClient(OWN.name)}</p>
      )}
    </>
  );
}

/** The steps of one client, from the login to its first message. */
function ChatPanel({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const user = entry.identity?.user;
  return (
    <section className={styles.panel} aria-label={QUICK_START.panelOf(entry.name)} hidden={!shown}>
      <header className={styles.header}>
        <h2 className={styles.title}>{QUICK_START.title}</h2>
        <p className={`${ui.hint} ${styles.lead}`}>{QUICK_START.lead}</p>
      </header>
      <ol className={styles.steps}>
        <Step number={1} title={QUICK_START.logIn} done={user !== undefined}>
          <LoginStep entry={entry} />
        </Step>
        <RoomSteps entry={entry} />
      </ol>
    </section>
  );
}

/** The steps after the login. */
function RoomSteps({ entry }: { entry: NamedClient }): ReactElement {
  const { room, problem, join, leave } = useRoom(entry);
  const user = entry.identity?.user;
  return (
    <>
      <Step number={2} title={QUICK_START.joinRoom} done={room !== undefined} waiting={user === undefined}>
        <RoomStep clientId={entry.id} room={room} problem={problem} onJoin={join} onLeave={leave} />
      </Step>
      <Step number={3} title={QUICK_START.sayHello} done={false} waiting={room === undefined}>
        {user && room ? (
          <Chat clientId={entry.id} room={room} self={user} />
        ) : (
          <p className={ui.hint}>{QUICK_START.messagesHere}</p>
        )}
      </Step>
    </>
  );
}
