import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { type ConnectionSettings, readSettings } from '../../clients/connection-settings.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { builtInTargets, describeTarget, readAddress, useTargets } from '../../clients/target.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { contractLabel, knownContracts } from '../../contract/contracts.ts';
import { useSession } from '../../lib/console-session.ts';
import { tell } from '../../lib/notice.ts';
import { CONNECTION, FIELD_LABELS } from '../../texts/connection.ts';
import { useDrafts } from './draft-store.ts';
import styles from './settings-form.module.css';

export interface TargetDialogProps {
  readonly entry: NamedClient;
  readonly onClose: () => void;
}

/** Chooses the server that a client connects to: one of the list, or a new one. */
export function TargetDialog({ entry, onClose }: TargetDialogProps): ReactElement {
  const { clients } = useSession();
  const { targets, remove } = useTargets();
  const { discard } = useDrafts();
  const connect = (settings: ConnectionSettings): void => {
    clients.connectTo(entry.id, settings);
    // What was typed is for the server before.
    discard(entry.id);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={CONNECTION.serverOf(entry.name)} size="lg">
      <NewTarget entry={entry} onConnect={connect} />
      <ul className={`${ui.list} ${styles.targets}`} aria-label={CONNECTION.targets}>
        {[...builtInTargets(), ...targets].map((target) => {
          const { id, name, settings } = target;
          return (
            <li key={id} className={ui.bar}>
              <div className={ui.grow}>
                {name}
                <p className={ui.hint}>{describeTarget(settings)}</p>
              </div>
              <Button
                variant="default"
                aria-label={CONNECTION.connectTo(name)}
                onClick={() => connect(settings)}
              >
                {CONNECTION.connect}
              </Button>
              {targets.includes(target) && (
                <IconButton
                  label={CONNECTION.removeTarget(name)}
                  icon={Trash2}
                  onClick={() => tell({ text: CONNECTION.removedTarget(name), undo: remove(id) })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

interface NewTargetProps {
  readonly entry: NamedClient;
  readonly onConnect: (settings: ConnectionSettings) => void;
}

function NewTarget({ entry, onConnect }: NewTargetProps): ReactElement {
  const { keep } = useTargets();
  const { url, namespace, path } = entry.settings;
  const [typed, setTyped] = useState({
    address: url === '' ? '' : `${url}${namespace === '/' ? '' : namespace}`,
    path: url === '' ? '/socket.io/' : path,
    contract: 'raw',
    name: '',
  });
  const [tried, setTried] = useState(false);
  const place = readAddress(typed.address);
  const name = typed.name.trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!place) return;
    const settings = readSettings({ ...place, path: typed.path.trim(), contract: typed.contract });
    if (name !== '') keep(name, settings);
    onConnect(settings);
  };
  const bind = (field: keyof typeof typed) => ({
    value: typed[field],
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [field]: currentTarget.value }),
  });
  return (
    <form className={styles.form} noValidate onSubmit={submit} aria-label={CONNECTION.newTarget}>
      <TextInput
        {...bind('address')}
        className={styles.wide}
        label={FIELD_LABELS.url}
        description={CONNECTION.serverUrlHelp}
        placeholder="http://localhost:3000"
        error={tried && !place && CONNECTION.serverUrlProblem}
        inputMode="url"
        spellCheck={false}
        data-autofocus
      />
      <NativeSelect
        {...bind('contract')}
        size="xs"
        label={FIELD_LABELS.contract}
        description={CONNECTION.rawHelp}
        data={knownContracts().map(({ id }) => ({ value: id, label: contractLabel(id) }))}
      />
      <TextInput
        {...bind('path')}
        label={FIELD_LABELS.path}
        description={CONNECTION.pathHelp}
        spellCheck={false}
      />
      <TextInput {...bind('name')} label={CONNECTION.name} description={CONNECTION.nameHelp} maxLength={60} />
      <Button type="submit" className={styles.submit ?? ''}>
        {name === '' ? CONNECTION.connectToUrl : CONNECTION.keepAndConnect}
      </Button>
    </form>
  );
}
