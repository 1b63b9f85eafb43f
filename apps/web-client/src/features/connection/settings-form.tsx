import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/PasswordInput.css';
import { Button, Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { TRANSPORTS } from '../../clients/connection-settings.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { useTargets } from '../../clients/target.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import { contractById, contractLabel, knownContracts } from '../../contract/contracts.ts';
import { useSession } from '../../lib/console-session.ts';
import { tell } from '../../lib/notice.ts';
import { CONNECTION } from '../../texts/connection.ts';
import { useDrafts } from './draft-store.ts';
import {
  changedFields,
  draftOf,
  FIELD_LABELS,
  readDraft,
  type SettingsDraft,
  type SettingsField,
} from './settings-draft.ts';
import styles from './settings-form.module.css';
import { isClosed } from './state-look.ts';

/** A client's settings. They can be changed while it is connected, and nothing changes before they are applied. */
export function SettingsForm({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { change, discard } = useDrafts();
  const { draft, changed } = useDraft(entry);
  const { errors, settings } = readDraft(draft);
  const { isRaw } = contractById(draft.contract);
  const form = useRef<HTMLFormElement>(null);
  const [naming, setNaming] = useState(false);
  const { targets, keep } = useTargets();

  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!settings) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    clients.apply(entry.id, settings, changed.includes('token') ? draft.token.trim() : undefined);
    discard(entry.id);
  };
  const pickContract = (id: string): void => {
    const [before, next] = [contractById(draft.contract), contractById(id)];
    // A contract has a namespace of its own; raw mode keeps what stands there.
    const namespace = next.isRaw || before.namespace !== draft.namespace ? draft.namespace : next.namespace;
    change(entry.id, { contract: id, namespace });
  };
  const bind = (field: Exclude<SettingsField, 'transports'>) => ({
    label: FIELD_LABELS[field],
    value: draft[field],
    error: errors[field],
    autoComplete: 'off',
    spellCheck: false,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      change(entry.id, { [field]: currentTarget.value }),
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
        <TextInput
          {...bind('url')}
          className={styles.wide}
          description={CONNECTION.urlHelp}
          inputMode="url"
        />
        <NativeSelect
          className={styles.wide}
          size="xs"
          label={FIELD_LABELS.contract}
          description={CONNECTION.contractHelp}
          value={draft.contract}
          data={knownContracts().map(({ id }) => ({ value: id, label: contractLabel(id) }))}
          onChange={({ currentTarget }) => pickContract(currentTarget.value)}
        />
        <TextInput {...bind('namespace')} />
        <TextInput {...bind('path')} />
        <Checkbox.Group
          className={styles.wide}
          size="xs"
          label={FIELD_LABELS.transports}
          description={CONNECTION.transportsHelp}
          value={[...draft.transports]}
          error={errors.transports}
          onChange={(names) =>
            change(entry.id, { transports: TRANSPORTS.filter((name) => names.includes(name)) })
          }
        >
          <div className={styles.checks}>
            {TRANSPORTS.map((name) => (
              <Checkbox
                key={name}
                value={name}
                label={CONNECTION[name]}
                {...(errors.transports && { 'aria-invalid': true })}
              />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea {...bind('query')} description={CONNECTION.queryHelp} rows={3} classNames={MONO} />
        <Textarea {...bind('headers')} description={CONNECTION.headersHelp} rows={3} classNames={MONO} />
        <Textarea
          {...bind('auth')}
          className={styles.wide}
          description={isRaw ? CONNECTION.rawAuthHelp : CONNECTION.authHelp}
          rows={3}
          classNames={MONO}
        />
        {!isRaw && (
          <PasswordInput
            {...bind('token')}
            className={styles.wide}
            size="xs"
            description={CONNECTION.tokenHelp}
            visibilityToggleButtonProps={{ 'aria-label': CONNECTION.showToken, tabIndex: 0 }}
            classNames={MONO}
          />
        )}
        {isRaw && (
          <>
            <Checkbox
              size="xs"
              className={styles.check ?? ''}
              label={CONNECTION.reconnectLabel}
              checked={draft.reconnect === 'on'}
              onChange={({ currentTarget }) =>
                change(entry.id, { reconnect: currentTarget.checked ? 'on' : 'off' })
              }
            />
            <TextInput {...bind('attempts')} description={CONNECTION.attemptsHelp} inputMode="numeric" />
          </>
        )}
        <TextInput {...bind('delay')} description={CONNECTION.delayHelp} inputMode="numeric" />
        <TextInput {...bind('delayMax')} description={CONNECTION.delayMaxHelp} inputMode="numeric" />
        <div className={styles.actions}>
          <Button type="submit" disabled={changed.length === 0}>
            {isClosed(entry) ? CONNECTION.connectToApply : CONNECTION.reconnectToApply}
          </Button>
          {changed.length > 0 ? (
            <Button variant="default" onClick={() => discard(entry.id)}>
              {CONNECTION.discard}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setNaming(true)}>
              {CONNECTION.keep}
            </Button>
          )}
          <p role="status" className={styles.note}>
            {changed.length > 0
              ? CONNECTION.changed(changed.map((field) => FIELD_LABELS[field]))
              : CONNECTION.allApplied}
          </p>
        </div>
      </form>
      {naming && (
        <NameDialog
          title={CONNECTION.keep}
          action={(name) =>
            targets.some((target) => target.name === name) ? CONNECTION.replaceIt : CONNECTION.keepIt
          }
          description={CONNECTION.keepHelp}
          maxLength={60}
          onClose={() => setNaming(false)}
          onName={(name) => {
            keep(name, entry.settings);
            tell({ text: CONNECTION.kept(name) });
          }}
        />
      )}
    </>
  );
}

const MONO = { input: styles.mono ?? '' };

/** What the form shows, and which of it is not applied. */
export function useDraft(entry: NamedClient): { draft: SettingsDraft; changed: SettingsField[] } {
  const typed = useDrafts(({ drafts }) => drafts[entry.id]);
  const applied = draftOf(entry);
  const draft = { ...applied, ...typed };
  return { draft, changed: changedFields(draft, applied) };
}
