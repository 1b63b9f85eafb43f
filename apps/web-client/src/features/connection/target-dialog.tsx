import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { builtInTargets, describeTarget, useTargets } from '../../clients/target.ts';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { contractLabel, knownContracts } from '../../contract/contracts.ts';
import { notify } from '../../lib/notice.ts';
import { type Reading, readAddress } from '../../links/address.ts';
import { type ConnectionSettings, readSettings, urlOf } from '../../links/connection-settings.ts';
import { useSession } from '../../session/console-session.ts';
import { CONNECTION, FIELD_LABELS } from '../../texts/connection.ts';
import { readPath, useTypedSettings } from './settings-draft.ts';
import styles from './settings-form.module.css';

export interface TargetDialogProps {
  readonly entry: NamedClient;
  readonly onClose: () => void;
}

/** Chooses the server that a client connects to: one of the list, or a new one. */
export function TargetDialog({ entry, onClose }: TargetDialogProps): ReactElement {
  const { clients } = useSession();
  const { targets, remove } = useTargets();
  const { discard } = useTypedSettings();
  const connect = (settings: ConnectionSettings): void => {
    clients.apply(entry.id, settings);
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
                  onClick={() => notify({ text: CONNECTION.removedTarget(name), undo: remove(id) })}
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
  const { settings } = entry;
  const isElsewhere = settings.url !== '';
  const [typed, setTyped] = useState({
    address: isElsewhere ? urlOf(settings, '') : '',
    path: isElsewhere ? settings.path : '/socket.io/',
    contract: 'raw',
    name: '',
  });
  const [tried, setTried] = useState(false);
  const place = readAddress(typed.address);
  const path = readPath(typed.path.trim(), '/socket.io/');
  const name = typed.name.trim();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if ('problem' in place || 'problem' in path) {
      const field = event.currentTarget.elements.namedItem('problem' in place ? 'address' : 'path');
      (field as HTMLElement).focus();
      return;
    }
    const settings = readSettings({ ...place.value, path: path.value, contract: typed.contract });
    const undo = name === '' ? undefined : keep(name, settings);
    if (undo) notify({ text: CONNECTION.replaced(name), undo });
    onConnect(settings);
  };
  const problemOf = (reading: Reading<unknown>): string | false =>
    tried && 'problem' in reading && reading.problem;
  const bind = (field: keyof typeof typed) => ({
    name: field,
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
        error={problemOf(place)}
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
        error={problemOf(path)}
        spellCheck={false}
      />
      <TextInput {...bind('name')} label={CONNECTION.name} description={CONNECTION.nameHelp} maxLength={60} />
      <Button type="submit" className={styles.submit ?? ''}>
        {name === '' ? CONNECTION.connectToUrl : CONNECTION.keepAndConnect}
      </Button>
    </form>
  );
}
