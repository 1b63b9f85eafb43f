import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ErrorBody, ServerEventSpec } from '@switchboard/contract';
import { toJson } from '@switchboard/contract';
import { type EmitTarget, serverEventMap } from '@switchboard/events';
import { CircleCheck, Send } from 'lucide-react';
import { type ReactElement, useId, useState } from 'react';
import { formatTime } from '../../components/format-time.ts';
import { IssueList } from '../../components/issue-list.tsx';
import { useDraft } from '../../lib/drafts.ts';
import styles from './admin.module.css';
import { type TargetKind, useEmitForm } from './emit-form-store.ts';
import { FailureNote } from './failure-note.tsx';
import { readPayload } from './read-payload.ts';
import type { AdminClient } from './use-admin-client.ts';

type ServerEvent = keyof typeof serverEventMap;

const SPECS: Readonly<Record<string, ServerEventSpec>> = serverEventMap;

const TARGETS: { value: TargetKind; label: string; nameLabel?: string }[] = [
  { value: 'everyone', label: 'Everyone' },
  { value: 'room', label: 'A room', nameLabel: 'Room name' },
  { value: 'user', label: 'A user', nameLabel: 'User id' },
  { value: 'socket', label: 'A socket', nameLabel: 'Socket id' },
];

type Result = { readonly at: number; readonly text: string } | { readonly error: ErrorBody };

/** Sends an event in the server's name, checked by the schema here and by the publisher there. */
export function EmitSection({ client }: { client: AdminClient }): ReactElement {
  const { event, to, name, change } = useEmitForm();
  const spec = SPECS[event];
  const examples = spec?.examples ?? [];
  const [text, write] = useDraft(`admin ${event}`, writeJson(examples[0]?.payload));
  const [result, setResult] = useState<Result>();
  const [sending, setSending] = useState(false);
  const hintId = useId();
  const { payload, issues } = readPayload(text, spec?.payload);
  const nameLabel = TARGETS.find(({ value }) => value === to)?.nameLabel;

  const send = async (): Promise<void> => {
    if (!payload || sending) return;
    setSending(true);
    const reply = await client.call('admin:emit', {
      event: event as ServerEvent,
      target: targetOf(to, name.trim()),
      ...(payload.value !== undefined && { payload: payload.value }),
    });
    setSending(false);
    setResult(
      reply.ok
        ? { at: Date.now(), text: `${event} ${describeReach(reply.data.sockets)}` }
        : { error: reply.error },
    );
  };

  return (
    <form
      className={styles.emit}
      aria-label="Emit"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void send();
      }}
    >
      <NativeSelect
        label="Server event"
        description={spec?.summary}
        size="xs"
        data={Object.keys(SPECS)}
        value={event}
        onChange={({ currentTarget }) => change({ event: currentTarget.value })}
      />
      <div className={styles.target}>
        <NativeSelect
          label="To"
          size="xs"
          data={TARGETS.map(({ value, label }) => ({ value, label }))}
          value={to}
          onChange={({ currentTarget }) => change({ to: currentTarget.value as TargetKind, name: '' })}
        />
        {nameLabel && (
          <TextInput
            label={nameLabel}
            required
            maxLength={64}
            value={name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        )}
      </div>
      {spec?.payload ? (
        <>
          <Textarea
            label="Payload, as JSON"
            rows={9}
            spellCheck={false}
            classNames={{ input: styles.json ?? '' }}
            value={text}
            aria-describedby={hintId}
            onChange={({ currentTarget }) => write(currentTarget.value)}
          />
          <div id={hintId}>
            {issues.length > 0 && <IssueList issues={issues} label="Problems of the payload" />}
          </div>
        </>
      ) : (
        <p className={styles.dim}>This event has no payload.</p>
      )}
      <div className={styles.emitActions}>
        {examples.map(({ name: example, payload: value }) => (
          <Button key={example} variant="default" size="compact-xs" onClick={() => write(writeJson(value))}>
            Example: {example}
          </Button>
        ))}
        <Button
          type="submit"
          className={styles.emitButton ?? ''}
          leftSection={<Send size={13} aria-hidden />}
          disabled={!payload}
          loading={sending}
        >
          Emit
        </Button>
      </div>
      {issues.length > 0 && payload && (
        <p className={styles.dim}>You can send it anyway: the server refuses it.</p>
      )}
      <div role="status" aria-label="Last emit">
        {result && 'text' in result && (
          <p className={styles.done}>
            <CircleCheck size={13} aria-hidden /> {formatTime(result.at)} {result.text}
          </p>
        )}
      </div>
      {result && 'error' in result && <FailureNote error={result.error} />}
    </form>
  );
}

function targetOf(to: TargetKind, name: string): EmitTarget {
  switch (to) {
    case 'everyone':
      return { to };
    case 'room':
      return { to, room: name };
    case 'user':
      return { to, userId: name };
    case 'socket':
      return { to, socketId: name };
  }
}

function describeReach(sockets: number): string {
  if (sockets === 0) return 'reached no socket.';
  return sockets === 1 ? 'was sent to 1 socket.' : `was sent to ${sockets} sockets.`;
}

function writeJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(toJson(value), null, 2);
}
