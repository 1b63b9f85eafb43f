import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, Checkbox, Group, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { useTargets } from '../../clients/target.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { contractById, contractLabel, knownContracts } from '../../contract/contracts.ts';
import { notify } from '../../lib/notice.ts';
import { TRANSPORTS } from '../../links/connection-settings.ts';
import { useSession } from '../../session/console-session.ts';
import { CONNECTION, FIELD_HELPS, FIELD_LABELS } from '../../texts/connection.ts';
import {
  readSettingsDraft,
  type SettingsField,
  useSettingsDraft,
  useTypedSettings,
} from './settings-draft.ts';
import styles from './settings-form.module.css';
import { isClosed } from './state-chip.tsx';

/** A client's settings. They can be changed while it is connected, and nothing changes before they are applied. */
export function SettingsForm({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { discard } = useTypedSettings();
  const { draft, changed, leftOut, change } = useSettingsDraft(entry);
  const { errors, settings } = readSettingsDraft(draft);
  const { isRaw } = contractById(draft.contract);
  const form = useRef<HTMLFormElement>(null);
  const [naming, setNaming] = useState(false);
  const moved = Object.keys(leftOut) as SettingsField[];
  const isChanged = changed.length > 0;

  const set = (field: SettingsField, value: string): void => change({ [field]: value });
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!settings) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    clients.apply(entry.id, settings, draft.token.trim());
    discard(entry.id);
  };
  const pickContract = (contract: string): void => {
    const [before, next] = [contractById(draft.contract), contractById(contract)];
    // A contract has a namespace of its own; raw mode keeps what stands there.
    const namespace = next.isRaw || before.namespace !== draft.namespace ? draft.namespace : next.namespace;
    change({ contract, namespace });
  };
  const bind = (field: SettingsField) => ({
    label: FIELD_LABELS[field],
    description: FIELD_HELPS[field],
    value: draft[field],
    error: errors[field],
    autoComplete: 'off',
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(field, currentTarget.value),
  });

  return (
    <>
      <form
        ref={form}
        noValidate
        className={styles.form}
        aria-label={CONNECTION.settingsOf(entry.name)}
        onSubmit={apply}
      >
        <TextInput {...bind('url')} className={styles.wide} inputMode="url" />
        <NativeSelect
          {...bind('contract')}
          className={styles.wide}
          size="xs"
          data={knownContracts().map(({ id }) => ({ value: id, label: contractLabel(id) }))}
          onChange={({ currentTarget }) => pickContract(currentTarget.value)}
        />
        <TextInput {...bind('namespace')} />
        <TextInput {...bind('path')} />
        <Checkbox.Group
          className={styles.wide}
          size="xs"
          label={FIELD_LABELS.transports}
          description={FIELD_HELPS.transports}
          value={draft.transports.split(' ')}
          error={errors.transports}
          onChange={(names) => set('transports', TRANSPORTS.filter((name) => names.includes(name)).join(' '))}
        >
          <Group gap="lg" py={5}>
            {TRANSPORTS.map((name) => (
              <Checkbox
                key={name}
                value={name}
                label={CONNECTION[name]}
                {...(errors.transports && { 'aria-invalid': true })}
              />
            ))}
          </Group>
        </Checkbox.Group>
        {moved.length > 0 && (
          <div className={`${ui.note} ${ui.bar} ${styles.wide}`} role="alert">
            <p className={ui.grow}>{CONNECTION.leftOut(moved.map((field) => FIELD_LABELS[field]))}</p>
            <Button variant="default" onClick={() => change(leftOut)}>
              {CONNECTION.putBack}
            </Button>
          </div>
        )}
        <Textarea {...bind('query')} rows={3} classNames={MONO} />
        <Textarea {...bind('headers')} rows={3} classNames={MONO} />
        <Textarea {...bind('auth')} className={styles.wide} rows={3} classNames={MONO} />
        {isRaw ? (
          <>
            <Checkbox
              size="xs"
              label={CONNECTION.reconnectLabel}
              checked={draft.reconnect === 'on'}
              onChange={({ currentTarget }) => set('reconnect', currentTarget.checked ? 'on' : 'off')}
            />
            <TextInput {...bind('attempts')} inputMode="numeric" />
          </>
        ) : (
          <PasswordInput
            {...bind('token')}
            className={styles.wide}
            size="xs"
            visibilityToggleButtonProps={{ 'aria-label': CONNECTION.showToken, tabIndex: 0 }}
            classNames={MONO}
          />
        )}
        <TextInput {...bind('delay')} inputMode="numeric" />
        <TextInput {...bind('delayMax')} inputMode="numeric" />
        <div className={`${ui.bar} ${styles.wide}`}>
          <Button type="submit" disabled={!isChanged}>
            {isClosed(entry) ? CONNECTION.connectToApply : CONNECTION.reconnectToApply}
          </Button>
          <Button variant="default" onClick={() => (isChanged ? discard(entry.id) : setNaming(true))}>
            {isChanged ? CONNECTION.discard : CONNECTION.keep}
          </Button>
          <p role="status" className={ui.hint}>
            {isChanged
              ? CONNECTION.changed(changed.map((field) => FIELD_LABELS[field]))
              : CONNECTION.allApplied}
          </p>
        </div>
      </form>
      {naming && <KeepDialog entry={entry} onClose={() => setNaming(false)} />}
    </>
  );
}

const MONO = { input: ui.mono ?? '' };

function KeepDialog({ entry, onClose }: { entry: NamedClient; onClose: () => void }): ReactElement {
  const { targets, keep } = useTargets();
  return (
    <NameDialog
      title={CONNECTION.keep}
      action={(name) =>
        targets.some((target) => target.name === name) ? CONNECTION.replaceIt : CONNECTION.keepIt
      }
      description={CONNECTION.keepHelp}
      maxLength={60}
      onClose={onClose}
      onName={(name) => {
        const undo = keep(name, entry.settings);
        notify(undo ? { text: CONNECTION.replaced(name), undo } : { text: CONNECTION.kept(name) });
      }}
    />
  );
}
