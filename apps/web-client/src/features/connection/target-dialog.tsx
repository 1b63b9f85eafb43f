import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { type ConnectionSettings, readSettings } from '../../clients/connection-settings.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import {
  builtInTargets,
  describeTarget,
  readAddress,
  type Target,
  useTargets,
} from '../../clients/target.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { contractLabel, knownContracts } from '../../contract/contracts.ts';
import { useSession } from '../../lib/console-session.ts';
import { tell } from '../../lib/notice.ts';
import { CONNECTION } from '../../texts/connection.ts';
import { useDrafts } from './draft-store.ts';
import styles from './target-dialog.module.css';

export interface TargetDialogProps {
  readonly entry: NamedClient;
  readonly onClose: () => void;
}

/** Chooses the server that a client connects to: one of the list, or a new one. */
export function TargetDialog({ entry, onClose }: TargetDialogProps): ReactElement {
  const { clients } = useSession();
  const { targets, remove } = useTargets();
  const discard = useDrafts((state) => state.discard);
  const connect = (settings: ConnectionSettings): void => {
    clients.connectTo(entry.id, settings);
    // What was typed is for the server before.
    discard(entry.id);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={CONNECTION.serverOf(entry.name)} size="lg">
      <div className={ui.form}>
        <NewTarget entry={entry} onConnect={connect} />
        <ul className={`${ui.list} ${styles.targets}`} aria-label={CONNECTION.targets}>
          {[...builtInTargets(), ...targets].map((target) => (
            <li key={target.id} className={ui.bar}>
              <TargetText target={target} />
              <Button
                variant="default"
                aria-label={CONNECTION.connectTo(target.name)}
                onClick={() => connect(target.settings)}
              >
                {CONNECTION.connect}
              </Button>
              {targets.includes(target) && (
                <IconButton
                  label={CONNECTION.removeTarget(target.name)}
                  icon={Trash2}
                  onClick={() =>
                    tell({ text: CONNECTION.removedTarget(target.name), undo: remove(target.id) })
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
  const problem = tried && !place ? CONNECTION.serverUrlProblem : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!place) return;
    const settings = readSettings({ ...place, path: socketPath.trim(), contract });
    if (name.trim() !== '') keep(name.trim(), settings);
    onConnect(settings);
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit} aria-label={CONNECTION.newTarget}>
      <TextInput
        className={styles.wide}
        label={CONNECTION.serverUrl}
        description={CONNECTION.serverUrlHelp}
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
        label={CONNECTION.contract}
        description={CONNECTION.rawHelp}
        value={contract}
        data={knownContracts().map(({ id }) => ({ value: id, label: contractLabel(id) }))}
        onChange={({ currentTarget }) => setContract(currentTarget.value)}
      />
      <TextInput
        label={CONNECTION.pathLabel}
        description={CONNECTION.pathHelp}
        value={socketPath}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => setSocketPath(currentTarget.value)}
      />
      <TextInput
        label={CONNECTION.name}
        description={CONNECTION.nameHelp}
        value={name}
        maxLength={60}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" className={styles.submit ?? ''}>
        {name.trim() === '' ? CONNECTION.connect : CONNECTION.keepAndConnect}
      </Button>
    </form>
  );
}
