import { Button, Tabs } from '@mantine/core';
import type { ConnectionProblem } from '@switchboard/client';
import { type EmitTarget, serverEventMap } from '@switchboard/events';
import { Send, ShieldOff, Timer } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useUi } from '../../app/ui-store.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import type { NamedClients } from '../../clients/named-clients.ts';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { draftKey, formatDraft, loadDrafts } from '../../drafts/drafts.ts';
import { isSameServer } from '../../links/connection-settings.ts';
import { useSession } from '../../session/console-session.ts';
import { OWN_ADMIN } from '../contracts.ts';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';
import { IdentitiesSection, RatesSection, RoomsSection, SocketsSection } from './sections.tsx';
import { useAdminClient } from './use-admin-client.ts';

const SECTIONS = {
  [ADMIN.sockets]: SocketsSection,
  [ADMIN.identities]: IdentitiesSection,
  [ADMIN.rooms]: RoomsSection,
  [ADMIN.rates]: RatesSection,
};

/** Tables of the administration of a server. It has a connection of its own while it is rendered. */
export function AdminPanel({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const connection = useAdminClient(entry);
  const [auto, setAuto] = useState(false);
  if (!connection) return <Waiting text={ADMIN.connecting} />;
  const { client, state } = connection;
  if (state.status === 'refused')
    return <AdminAbsent problem={state.problem} onRetry={() => client.connect()} />;
  const problem = 'problem' in state ? state.problem : undefined;
  if (state.status === 'connecting') return <Waiting text={problem?.explanation ?? ADMIN.connecting} />;
  const onEmit = (target: EmitTarget): void => {
    const payload = serverEventMap[EMITTED].examples[0]?.payload;
    openDraft(clients, entry, 'admin:emit', { event: EMITTED, target, payload });
  };
  const onDisconnect = (socketId: string): void =>
    openDraft(clients, entry, 'admin:disconnect', { socketId });
  return (
    <Tabs
      defaultValue={ADMIN.sockets}
      keepMounted={false}
      variant="pills"
      classNames={{ root: ui.fill ?? '', panel: styles.panel ?? '' }}
    >
      <div className={ui.toolbar}>
        <Tabs.List aria-label={ADMIN.parts}>
          {Object.keys(SECTIONS).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SmallButton icon={Send} onClick={() => onEmit({ to: 'everyone' })}>
          {ADMIN.emitToAll}
        </SmallButton>
        <SmallButton
          icon={Timer}
          variant={auto ? 'light' : 'default'}
          aria-pressed={auto}
          onClick={() => setAuto(!auto)}
        >
          {ADMIN.auto}
        </SmallButton>
      </div>
      {problem && (
        <p className={ui.note} role="status">
          {problem.explanation}
        </p>
      )}
      {Object.entries(SECTIONS).map(([name, Section]) => (
        <Tabs.Panel key={name} value={name}>
          <Section client={client} auto={auto} onEmit={onEmit} onDisconnect={onDisconnect} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const EMITTED = 'system:notice';

/**
 * Opens the composer with a draft for the admin namespace of the server that `entry` uses, as a client of it, which is added
 * if there is none.
 */
function openDraft(clients: NamedClients, entry: NamedClient, event: string, payload: object): void {
  const key = draftKey({ ...entry.settings, contract: OWN_ADMIN.id }, event);
  loadDrafts({ [key]: formatDraft(payload) }, ADMIN.theDraft);
  const { selectClient, select } = useUi.getState();
  selectClient(adminClientOf(clients, entry));
  select({ kind: 'event', direction: 'send', event });
}

function adminClientOf(clients: NamedClients, entry: NamedClient): string {
  const known = clients
    .getSnapshot()
    .find(
      ({ link, settings }) => link.contract.id === OWN_ADMIN.id && isSameServer(settings, entry.settings),
    );
  const { namespace, id: contract } = OWN_ADMIN;
  return known?.id ?? clients.add(ADMIN.panel, entry.id, { namespace, contract });
}

function Waiting({ text }: { text: string }): ReactElement {
  return (
    <p className={ui.empty} role="status">
      {text}
    </p>
  );
}

/** What Socket.IO says of a namespace that a server does not serve. */
const UNKNOWN_NAMESPACE = /^Invalid namespace$/;

interface AdminAbsentProps {
  readonly problem: ConnectionProblem;
  readonly onRetry: () => void;
}

/** Why there is no admin here. */
function AdminAbsent({ problem: { message, explanation }, onRetry }: AdminAbsentProps): ReactElement {
  const isUnknown = UNKNOWN_NAMESPACE.test(message);
  return (
    <section className={ui.failed} aria-label={ADMIN.absent}>
      <ShieldOff size={26} aria-hidden />
      <h2 className={ui.title}>{isUnknown ? ADMIN.developmentOnly : ADMIN.refused}</h2>
      <p>{isUnknown ? ADMIN.whyAbsent : explanation}</p>
      <p className={ui.hint}>{ADMIN.serverMessage(message)}</p>
      <Button variant="default" onClick={onRetry}>
        {ADMIN.tryAgain}
      </Button>
    </section>
  );
}
