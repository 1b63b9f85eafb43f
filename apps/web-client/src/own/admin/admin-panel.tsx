import { Button, Loader, Tabs } from '@mantine/core';
import type { ConnectionProblem } from '@switchboard/client';
import type { EmitTarget } from '@switchboard/events';
import { Send, ShieldOff, Timer } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { useSession } from '../../lib/console-session.ts';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';
import { openEmit } from './open-emit.ts';
import { IdentitiesSection, RatesSection, RoomsSection } from './sections.tsx';
import { SocketsSection } from './sockets.tsx';
import { useAdminClient } from './use-admin-client.ts';

const SECTIONS = [ADMIN.sockets, ADMIN.identities, ADMIN.rooms, ADMIN.rates] as const;

/** Tables of the administration of a server. It has a connection of its own while it is rendered. */
export function AdminPanel({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const connection = useAdminClient(entry);
  const [section, setSection] = useState<string>(ADMIN.sockets);
  const [auto, setAuto] = useState(false);
  if (!connection) return <Waiting text="Connecting" />;
  const { client, state } = connection;
  if (state.status === 'refused')
    return <AdminAbsent problem={state.problem} onRetry={() => client.connect()} />;
  const problem = 'problem' in state ? state.problem : undefined;
  if (state.status === 'connecting') return <Waiting text={problem?.explanation ?? ADMIN.connecting} />;
  const onEmit = (target: EmitTarget): void => openEmit(clients, entry, target);
  const props = { client, auto, onEmit };
  return (
    <Tabs
      value={section}
      onChange={(value) => value && setSection(value)}
      keepMounted={false}
      variant="pills"
      classNames={{ root: styles.admin ?? '', list: styles.tabs ?? '', panel: styles.panel ?? '' }}
    >
      <div className={styles.head}>
        <Tabs.List aria-label={ADMIN.parts}>
          {SECTIONS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Send size={12} aria-hidden />}
          onClick={() => onEmit({ to: 'everyone' })}
        >
          {ADMIN.emitToAll}
        </Button>
        <Button
          size="compact-xs"
          variant={auto ? 'light' : 'default'}
          leftSection={<Timer size={12} aria-hidden />}
          aria-pressed={auto}
          onClick={() => setAuto(!auto)}
        >
          {ADMIN.auto}
        </Button>
      </div>
      {problem && (
        <p className={styles.lost} role="status">
          {problem.explanation}
        </p>
      )}
      <Tabs.Panel value={ADMIN.sockets}>
        <SocketsSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value={ADMIN.identities}>
        <IdentitiesSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value={ADMIN.rooms}>
        <RoomsSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value={ADMIN.rates}>
        <RatesSection {...props} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Waiting({ text }: { text: string }): ReactElement {
  return (
    <p className={styles.waiting} role="status">
      <Loader size="xs" aria-hidden /> {text}
    </p>
  );
}

interface AdminAbsentProps {
  readonly problem: ConnectionProblem;
  readonly onRetry: () => void;
}

/** What Socket.IO says of a namespace that a server does not serve. */
const UNKNOWN_NAMESPACE = 'Invalid namespace';

/** Why there is no admin here. */
function AdminAbsent({ problem, onRetry }: AdminAbsentProps): ReactElement {
  const unknown = problem.message === UNKNOWN_NAMESPACE;
  return (
    <section className={styles.absent} aria-label={ADMIN.absent}>
      <ShieldOff size={26} aria-hidden />
      <h2>{unknown ? ADMIN.developmentOnly : ADMIN.refused}</h2>
      {unknown ? (
        <>
          <p>{ADMIN.whyAbsent}</p>
          <p>{ADMIN.howToStart}</p>
        </>
      ) : (
        <p>{problem.explanation}</p>
      )}
      <p className={ui.hint}>{ADMIN.serverMessage(problem.message)}</p>
      <Button variant="default" onClick={onRetry}>
        {ADMIN.tryAgain}
      </Button>
    </section>
  );
}
