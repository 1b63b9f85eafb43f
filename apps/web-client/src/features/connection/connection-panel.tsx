import { Button } from '@mantine/core';
import { Scissors, Unplug, WifiOff } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { ClientDot } from '../../components/client-dot.tsx';
import { useNow } from '../../components/clock.ts';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { useClients, useSession } from '../../session/console-session.ts';
import { CONNECTION } from '../../texts/connection.ts';
import { HistoryList, LinkSteps } from './connection-history.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import styles from './connection-panel.module.css';
import { useSettingsDraft } from './settings-draft.ts';
import { SettingsForm } from './settings-form.tsx';
import { ConnectionControl, isClosed } from './state-chip.tsx';

/** Every client's connection; the settings of the selected one are open. */
export function ConnectionPanel({ entry: selected }: { entry: NamedClient }): ReactElement {
  const entries = useClients();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={ui.scroller} aria-label={CONNECTION.panel} tabIndex={0}>
      {entries.map((entry) => (
        <ClientConnection key={entry.id} entry={entry} selected={entry.id === selected.id} />
      ))}
    </section>
  );
}

function ClientConnection({ entry, selected }: { entry: NamedClient; selected: boolean }): ReactElement {
  const { clients } = useSession();
  const { id, name, hue, state, faults, loginEnded } = entry;
  const problem = 'problem' in state ? state.problem : undefined;
  return (
    <section className={`${ui.stack} ${styles.client}`} aria-label={CONNECTION.of(name)}>
      <div className={ui.bar}>
        <h2 className={ui.title}>
          <ClientDot hue={hue} /> {name}
        </h2>
        {faults.isWebsocketBlocked && <Badge tone="warn">{CONNECTION.websocketBlocked}</Badge>}
        <span className={ui.grow} />
        <ConnectionControl entry={entry} />
        {!isClosed(entry) && (
          <Button variant="default" onClick={() => clients.reconnect(id)}>
            {CONNECTION.reconnect}
          </Button>
        )}
      </div>
      {!problem && loginEnded !== undefined && (
        <p className={ui.note} data-tone="bad" role="alert">
          {loginEnded}
        </p>
      )}
      <ConnectionNotice entry={entry} />
      <LinkSteps entry={entry} />
      <ConnectionFacts entry={entry} />
      <FaultButtons entry={entry} />
      <SettingsFold entry={entry} selected={selected} />
      <HistoryList entry={entry} />
    </section>
  );
}

function ConnectionFacts({ entry }: { entry: NamedClient }): ReactElement {
  const { link, state, identity, settings } = entry;
  return (
    <dl className={ui.facts}>
      <dt>{CONNECTION.url}</dt>
      <dd>
        {link.url} <span className={ui.dim}>{CONNECTION.path(settings.path)}</span>
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
  const at = clients.heartbeatAt(entry.id);
  if (!handshake) return null;
  const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1_000));
  const { pingInterval, pingTimeout } = handshake;
  return (
    <>
      <dt>{CONNECTION.heartbeat}</dt>
      <dd>
        {at === undefined ? CONNECTION.noHeartbeat : CONNECTION.lastHeartbeat(seconds(now - at))}{' '}
        <span className={ui.dim}>
          {CONNECTION.heartbeatRule(seconds(pingInterval), seconds(pingInterval + pingTimeout))}
        </span>
      </dd>
    </>
  );
}

function FaultButtons({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { id, name, state, faults, link } = entry;
  const { isOffline, isWebsocketBlocked } = faults;
  return (
    <section className={ui.bar} aria-label={CONNECTION.breakNetwork(name)}>
      <span className={ui.hint}>{CONNECTION.breakIt}</span>
      <SmallButton
        size="xs"
        icon={Scissors}
        title={CONNECTION.dropHelp}
        disabled={state.status !== 'connected'}
        onClick={() => link.tools.fault.drop()}
      >
        {CONNECTION.drop}
      </SmallButton>
      {/* Their labels say what pressing them does, so that they need no pressed state. */}
      <SmallButton
        size="xs"
        icon={WifiOff}
        title={CONNECTION.offlineHelp}
        variant={isOffline ? 'light' : 'default'}
        onClick={() => clients.setFaults(id, { isOffline: !isOffline })}
      >
        {isOffline ? CONNECTION.goOnline : CONNECTION.goOffline}
      </SmallButton>
      <SmallButton
        size="xs"
        icon={Unplug}
        title={CONNECTION.blockHelp}
        variant={isWebsocketBlocked ? 'light' : 'default'}
        onClick={() => clients.setFaults(id, { isWebsocketBlocked: !isWebsocketBlocked })}
      >
        {isWebsocketBlocked ? CONNECTION.allowWebsocket : CONNECTION.blockWebsocket}
      </SmallButton>
    </section>
  );
}

/** A client's settings, folded away until it is selected or something in them waits to be applied. Never closes by itself. */
function SettingsFold({ entry, selected }: { entry: NamedClient; selected: boolean }): ReactElement {
  const isChanged = useSettingsDraft(entry).changed.length > 0;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (selected || isChanged) setOpen(true);
  }, [selected, isChanged]);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={ui.hint}>
        {CONNECTION.settings} {isChanged && <Badge tone="warn">{CONNECTION.notApplied}</Badge>}
      </summary>
      <SettingsForm entry={entry} />
    </details>
  );
}
