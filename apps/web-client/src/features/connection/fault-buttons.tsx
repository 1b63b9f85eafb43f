import { Button } from '@mantine/core';
import { Scissors, Unplug, WifiOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './client-connection.module.css';

/** Breaks this client's network on purpose, and mends it. */
export function FaultButtons({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { id, name, state, faults, tools } = entry;
  return (
    <section className={styles.actions} aria-label={`Break the network of ${name}`}>
      <span className={styles.label}>Break it</span>
      <Button
        variant="default"
        leftSection={<Scissors size={13} aria-hidden />}
        disabled={state.status !== 'connected'}
        title="Cuts the connection as if a cable were cut; the client connects again by itself."
        onClick={() => tools.fault.drop()}
      >
        Drop the transport
      </Button>
      <Toggle
        label={faults.isOffline ? 'Come back online' : 'Go offline'}
        icon={WifiOff}
        pressed={faults.isOffline}
        title="Takes the client off the network: no attempt reaches the server until it comes back."
        onClick={() => clients.setFaults(id, { isOffline: !faults.isOffline })}
      />
      <Toggle
        label={faults.isWebsocketBlocked ? 'Allow WebSocket' : 'Block WebSocket'}
        icon={Unplug}
        pressed={faults.isWebsocketBlocked}
        title="Lets polling through alone, as some proxies do: there is no upgrade. Connects anew."
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
