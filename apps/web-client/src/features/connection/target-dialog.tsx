import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { builtInTargets, describeTarget, readAddress, type Target } from '../../clients/target.ts';
import { useTargets } from '../../clients/target-store.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { contractLabel, knownContracts } from '../../contract/contracts.ts';
import { type ConnectionSettings, readSettings } from '../../lib/connection-settings.ts';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { tell } from '../../lib/notice.ts';
import styles from './target-dialog.module.css';

export interface TargetDialogProps {
  readonly entry: NamedClient;
  readonly onClose: () => void;
}

/** Chooses the server that a client connects to: one of the list, or a new one. */
export function TargetDialog({ entry, onClose }: TargetDialogProps): ReactElement {
  const { clients } = useSession();
  const { targets, remove } = useTargets();
  const connect = (settings: ConnectionSettings): void => {
    clients.connectTo(entry.id, settings);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={`Server of ${entry.name}`} size="lg">
      <div className={ui.form}>
        <NewTarget entry={entry} onConnect={connect} />
        <ul className={`${ui.list} ${styles.targets}`} aria-label="Targets">
          {[...builtInTargets(), ...targets].map((target) => (
            <li key={target.id} className={ui.bar}>
              <TargetText target={target} />
              <Button
                variant="default"
                aria-label={`Connect to ${target.name}`}
                onClick={() => connect(target.settings)}
              >
                Connect
              </Button>
              {targets.includes(target) && (
                <IconButton
                  label={`Remove ${target.name}`}
                  icon={Trash2}
                  onClick={() =>
                    tell({ text: `Removed the target ${target.name}.`, undo: remove(target.id) })
                  }
                />
              )}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function TargetText({ target: { name, settings } }: { target: Target }): ReactElement {
  return (
    <span className={ui.grow}>
      <span>{name}</span>
      <span className={`${ui.hint} ${styles.address}`}>{describeTarget(settings)}</span>
    </span>
  );
}

interface NewTargetProps {
  readonly entry: NamedClient;
  readonly onConnect: (settings: ConnectionSettings) => void;
}

function NewTarget({ entry, onConnect }: NewTargetProps): ReactElement {
  const keep = useTargets((state) => state.keep);
  const { url, namespace, path } = entry.settings;
  const [address, setAddress] = useState(url === '' ? '' : `${url}${namespace === '/' ? '' : namespace}`);
  const [socketPath, setSocketPath] = useState(url === '' ? '/socket.io/' : path);
  const [contract, setContract] = useState('raw');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const place = readAddress(address);
  const problem =
    tried && !place
      ? 'Write an address such as http://localhost:3000, or with a namespace: …:3000/chat.'
      : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!place) return;
    const settings = readSettings({ ...place, path: socketPath.trim(), contract });
    if (name.trim() !== '') keep(name.trim(), settings);
    onConnect(settings);
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit} aria-label="A new target">
      <TextInput
        className={styles.wide}
        label="Server URL"
        description="What stands behind the host is the namespace, as in http://localhost:3000/chat."
        placeholder="http://localhost:3000"
        value={address}
        error={problem}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label="Contract"
        description="Raw: any Socket.IO server, nothing is checked."
        value={contract}
        data={knownContracts().map(({ id }) => ({ value: id, label: contractLabel(id) }))}
        onChange={({ currentTarget }) => setContract(currentTarget.value)}
      />
      <TextInput
        label="Path"
        description="Of Socket.IO on that server."
        value={socketPath}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setSocketPath(currentTarget.value)}
      />
      <TextInput
        label="Name"
        description="With a name it is kept in the list."
        value={name}
        maxLength={60}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" className={styles.submit ?? ''}>
        {name.trim() === '' ? 'Connect' : 'Keep and connect'}
      </Button>
    </form>
  );
}
