import { Button } from '@mantine/core';
import { Scissors, Unplug, WifiOff } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { useClients, useSession } from '../../lib/console-session.ts';
import { CLIENTS } from '../../texts/clients.ts';
import { CONNECTION } from '../../texts/connection.ts';
import { useNow } from './clock.ts';
import styles from './connection-panel.module.css';
import { HistoryList } from './history-list.tsx';
import { LinkSteps } from './link-steps.tsx';
import { ProblemBox } from './problem-box.tsx';
import { SettingsForm, useDraft } from './settings-form.tsx';
import { isClosed, stateLook } from './state-look.ts';

/** Every client's connection; the settings of the selected one are open. */
export function ConnectionPanel({ selectedId }: { selectedId: string }): ReactElement {
  const entries = useClients();
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.panel} aria-label={CONNECTION.panel} tabIndex={0}>
      {entries.map((entry) => (
        <ClientConnection key={entry.id} entry={entry} selected={entry.id === selectedId} />
      ))}
    </section>
  );
}

/** One client's connection: how it stands, its settings, and the means to break and to mend it. */
function ClientConnection({ entry, selected }: { entry: NamedClient; selected: boolean }): ReactElement {
  const { clients } = useSession();
  const { id, name, hue, link, state, faults } = entry;
  const { word, icon, tone } = stateLook(entry);
  return (
    <section className={styles.client} aria-label={CONNECTION.of(name)}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <ClientDot hue={hue} /> {name}
        </h2>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        {state.status === 'connected' && <Badge title={CLIENTS.transport}>{state.transport}</Badge>}
        {faults.isWebsocketBlocked && <Badge tone="warn">{CONNECTION.websocketBlocked}</Badge>}
        <span className={styles.headActions}>
          {isClosed(entry) ? (
            <Button onClick={() => link.connect()}>{CLIENTS.connect}</Button>
          ) : (
            <>
              <Button variant="default" onClick={() => clients.reconnect(id)}>
                {CONNECTION.reconnect}
              </Button>
              <Button variant="default" onClick={() => link.disconnect()}>
                {CLIENTS.disconnect}
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

/** Where a client connects to, as whom, and when the last heartbeat came. */
function ConnectionFacts({ entry }: { entry: NamedClient }): ReactElement {
  const { link, state, identity, settings } = entry;
  return (
    <dl className={styles.facts}>
      <dt>{CONNECTION.url}</dt>
      <dd>
        {link.url} <span className={styles.quiet}>{CONNECTION.path(settings.path)}</span>
      </dd>
      <dt>{CONNECTION.socket}</dt>
      <dd>{state.status === 'connected' ? state.socketId : CONNECTION.noSocket}</dd>
      {!link.contract.isRaw && (
        <>
          <dt>{CONNECTION.identity}</dt>
          <dd>{describeIdentity(identity)}</dd>
        </>
      )}
      {state.status === 'connected' && <Heartbeat entry={entry} />}
    </dl>
  );
}

function describeIdentity(identity: NamedClient['identity']): string {
  if (!identity) return CONNECTION.noIdentity;
  const { user } = identity;
  return user ? CONNECTION.user(user.name, user.id) : CONNECTION.unknownIdentity;
}

function Heartbeat({ entry }: { entry: NamedClient }): ReactElement | null {
  const { handshake } = entry.progress;
  const { clients } = useSession();
  const now = useNow();
  const heartbeatAt = clients.heartbeatAt(entry.id);
  if (!handshake) return null;
  const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1_000));
  const last =
    heartbeatAt === undefined ? CONNECTION.noHeartbeat : CONNECTION.lastHeartbeat(seconds(now - heartbeatAt));
  const { pingInterval, pingTimeout } = handshake;
  return (
    <>
      <dt>{CONNECTION.heartbeat}</dt>
      <dd>
        {last}{' '}
        <span className={styles.quiet}>
          {CONNECTION.heartbeatRule(seconds(pingInterval), seconds(pingInterval + pingTimeout))}
        </span>
      </dd>
    </>
  );
}

/** Breaks the network of this client on purpose, and ends that. */
function FaultButtons({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { id, name, state, faults, link } = entry;
  return (
    <section className={styles.actions} aria-label={CONNECTION.breakNetwork(name)}>
      <span className={styles.label}>{CONNECTION.breakIt}</span>
      <Button
        variant="default"
        leftSection={<Scissors size={13} aria-hidden />}
        disabled={state.status !== 'connected'}
        title={CONNECTION.dropHelp}
        onClick={() => link.tools.fault.drop()}
      >
        {CONNECTION.drop}
      </Button>
      <Toggle
        label={faults.isOffline ? CONNECTION.goOnline : CONNECTION.goOffline}
        icon={WifiOff}
        pressed={faults.isOffline}
        title={CONNECTION.offlineHelp}
        onClick={() => clients.setFaults(id, { isOffline: !faults.isOffline })}
      />
      <Toggle
        label={faults.isWebsocketBlocked ? CONNECTION.allowWebsocket : CONNECTION.blockWebsocket}
        icon={Unplug}
        pressed={faults.isWebsocketBlocked}
        title={CONNECTION.blockHelp}
        onClick={() => clients.setFaults(id, { isWebsocketBlocked: !faults.isWebsocketBlocked })}
      />
    </section>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly icon: typeof WifiOff;
  readonly pressed: boolean;
  readonly title: string;
  readonly onClick: () => void;
}

/** Its label says what pressing it does, so that it needs no pressed state; its look says that a fault holds. */
function Toggle({ label, icon: Icon, pressed, title, onClick }: ToggleProps): ReactElement {
  return (
    <Button
      variant={pressed ? 'light' : 'default'}
      leftSection={<Icon size={13} aria-hidden />}
      title={title}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

/** A client's settings, folded away until it is selected or something in them waits to be applied. Never closes by itself. */
function SettingsFold({ entry, selected }: { entry: NamedClient; selected: boolean }): ReactElement {
  const isChanged = useDraft(entry).changed.length > 0;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (selected || isChanged) setOpen(true);
  }, [selected, isChanged]);
  return (
    <details
      className={styles.fold}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className={styles.summary}>
        {CONNECTION.settings} {isChanged && <Badge tone="warn">{CONNECTION.notApplied}</Badge>}
      </summary>
      <SettingsForm entry={entry} />
    </details>
  );
}
