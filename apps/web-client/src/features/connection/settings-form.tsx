import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/PasswordInput.css';
import { Button, Checkbox, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useRef } from 'react';
import { TRANSPORTS } from '../../lib/connection-settings.ts';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
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

const TRANSPORT_LABELS = { polling: 'Polling', websocket: 'WebSocket' } as const;

/** A client's settings, open to change while it is connected; nothing changes before they are applied. */
export function SettingsForm({ entry }: { entry: NamedClient }): ReactElement {
  const { clients } = useSession();
  const { change, discard } = useDrafts();
  const { draft, changed } = useDraft(entry);
  const { errors, settings } = readDraft(draft);
  const form = useRef<HTMLFormElement>(null);

  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!settings) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    clients.apply(entry.id, settings, changed.includes('token') ? draft.token.trim() : undefined);
    discard(entry.id);
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
    <form
      ref={form}
      noValidate
      className={styles.form}
      aria-label={`Settings of ${entry.name}`}
      onSubmit={apply}
    >
      <TextInput {...bind('namespace')} />
      <TextInput {...bind('path')} />
      <Checkbox.Group
        className={styles.wide}
        size="xs"
        label={FIELD_LABELS.transports}
        description="With both, it begins by polling and upgrades to WebSocket."
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
              label={TRANSPORT_LABELS[name]}
              {...(errors.transports && { 'aria-invalid': true })}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Textarea {...bind('query')} description="One key=value a line." rows={3} classNames={MONO} />
      <Textarea
        {...bind('auth')}
        description="A JSON object for the handshake, beside the token."
        rows={3}
        classNames={MONO}
      />
      <PasswordInput
        {...bind('token')}
        className={styles.wide}
        size="xs"
        description="Paste one to become somebody; empty it to be nobody."
        visibilityToggleButtonProps={{ 'aria-label': 'Show the token', tabIndex: 0 }}
        classNames={MONO}
      />
      <div className={styles.actions}>
        <Button type="submit" disabled={changed.length === 0}>
          {isClosed(entry) ? 'Connect to apply' : 'Reconnect to apply'}
        </Button>
        {changed.length > 0 && (
          <Button variant="default" onClick={() => discard(entry.id)}>
            Discard changes
          </Button>
        )}
        <p role="status" className={styles.note}>
          {changed.length > 0
            ? `Not applied yet: ${changed.map((field) => FIELD_LABELS[field].toLowerCase()).join(', ')}.`
            : 'Everything is applied.'}
        </p>
      </div>
    </form>
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
