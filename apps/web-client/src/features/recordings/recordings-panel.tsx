import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { ChevronRight, Circle, FileUp, Square } from 'lucide-react';
import { type FormEvent, type ReactElement, useEffect, useState } from 'react';
import { ImportButton } from '../../components/import-button.tsx';
import ui from '../../components/ui.module.css';
import { formatSize } from '../../lib/bytes.ts';
import { formatDuration } from '../../lib/format-time.ts';
import type { RecorderState } from '../../recordings/recorder.ts';
import { MAX_RECORDING_BYTES } from '../../recordings/recording.ts';
import { useClients, useRecorder, useSession } from '../../session/console-session.ts';
import { countOf } from '../../texts/numbers.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { Elapsed } from './recording-sign.tsx';
import { RecordingActions, RecordingView, UnreadableView } from './recording-view.tsx';
import styles from './recordings.module.css';
import { type RecordingSummary, useRecordings } from './recordings-store.ts';

/** Records what the clients do, keeps it, replays it, and exports it as a test. */
export function RecordingsPanel({ onShowTimeline }: { onShowTimeline: () => void }): ReactElement {
  const { open, list, follow } = useRecordings();
  useEffect(() => follow(), [follow]);
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={`${ui.scroller} ${ui.panel}`} aria-label={RECORDINGS.panel} tabIndex={0}>
      <RecordBar isOpen={open !== undefined} />
      {!open && list?.length === 0 && <EmptyState />}
      {!open && list && list.length > 0 && (
        <ul className={ui.list} aria-label={RECORDINGS.saved}>
          {list.map((summary) => (
            <RecordingRow key={summary.id} {...summary} />
          ))}
        </ul>
      )}
      {open && 'why' in open && <UnreadableView recording={open} />}
      {open && 'entries' in open && (
        <RecordingView key={open.id} recording={open} onShowTimeline={onShowTimeline} />
      )}
    </section>
  );
}

function RecordingRow({ id, name, startedAt, duration, clients, ...counts }: RecordingSummary): ReactElement {
  const { show } = useRecordings();
  const facts = [
    new Date(startedAt).toLocaleString(),
    formatDuration(duration),
    countOf(counts.calls, 'call'),
    countOf(counts.events, 'event'),
    clients.join(', ') || RECORDINGS.noClients,
  ];
  return (
    <li className={ui.bar}>
      <button type="button" className={`${ui.row} ${styles.open}`} onClick={() => void show(id)}>
        <span className={ui.grow}>
          <strong>{name}</strong>
          <br />
          <span className={ui.hint}>{facts.join(', ')}</span>
        </span>
        <ChevronRight className={ui.dim} size={15} aria-hidden />
      </button>
      <RecordingActions id={id} name={name} />
    </li>
  );
}

function EmptyState(): ReactElement {
  return (
    <section className={ui.empty} aria-labelledby="no-recordings">
      <h2 id="no-recordings" className={ui.title}>
        {RECORDINGS.noRecordings}
      </h2>
      <p>{RECORDINGS.whatFor}</p>
      <ol className={`${ui.stack} ${styles.steps}`}>
        {RECORDINGS.steps.map(([title, text]) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** While a recording is open, only one that is being made is shown. It renders alone, as often as the counts change. */
function RecordBar({ isOpen }: { isOpen: boolean }): ReactElement | null {
  const state = useRecorder();
  if (state.status === 'recording') return <Running state={state} />;
  return isOpen ? null : <Start />;
}

/** What starts a recording, or brings one from a file. */
function Start(): ReactElement {
  const { recorder } = useSession();
  const { list, save, importText } = useRecordings();
  // A replay begins without a login, so what follows a login must come with the login.
  const loggedIn = useClients().filter(({ identity }) => identity);
  const [name, setName] = useState('');
  const [keepSecrets, setKeepSecrets] = useState(false);
  const nextName = RECORDINGS.nextName((list?.length ?? 0) + 1);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    recorder.start({
      name: name.trim() || nextName,
      keepSecrets,
      onFull: (recording) => void save(recording),
    });
  };
  return (
    <form className={`${ui.card} ${ui.stack}`} onSubmit={start}>
      <Group align="end" gap={8}>
        <TextInput
          flex="1 1 160px"
          label={RECORDINGS.name}
          placeholder={nextName}
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<Circle className={ui.bad} size={11} fill="currentcolor" aria-hidden />}
        >
          {RECORDINGS.record}
        </Button>
        <ImportButton
          label={RECORDINGS.importLabel}
          accept="application/json,.json,.ndjson"
          maxBytes={MAX_RECORDING_BYTES}
          onText={importText}
        >
          {(pick) => (
            <Button variant="default" leftSection={<FileUp size={13} aria-hidden />} onClick={pick}>
              {RECORDINGS.import}
            </Button>
          )}
        </ImportButton>
      </Group>
      <Checkbox
        label={RECORDINGS.keepSecrets}
        description={RECORDINGS.keepSecretsHelp}
        checked={keepSecrets}
        onChange={(event) => setKeepSecrets(event.currentTarget.checked)}
      />
      {loggedIn.length > 0 && (
        <p className={ui.hint}>{RECORDINGS.loggedIn(loggedIn.map((client) => client.name))}</p>
      )}
    </form>
  );
}

/** How the recording goes, and what ends it. */
function Running({ state }: { state: Extract<RecorderState, { status: 'recording' }> }): ReactElement {
  const { recorder } = useSession();
  const { save } = useRecordings();
  const { calls, events, errors, size } = state.counts;
  // The browser asks before the page closes: the recording would be lost with it.
  useWindowEvent('beforeunload', (event) => event.preventDefault());
  const stop = (): void => {
    const recording = recorder.stop();
    if (recording) void save(recording);
  };
  return (
    <div className={`${ui.card} ${ui.stack}`}>
      <Group justify="space-between">
        <p className={`${ui.title} ${ui.bad}`}>
          <Circle size={10} fill="currentcolor" aria-hidden /> {RECORDINGS.recording}{' '}
          <Elapsed since={state.startedAt} />
        </p>
        <Button
          variant="default"
          leftSection={<Square size={11} fill="currentcolor" aria-hidden />}
          onClick={stop}
        >
          {RECORDINGS.stop}
        </Button>
      </Group>
      <p className={ui.hint} role="status" aria-label={RECORDINGS.soFar}>
        {RECORDINGS.soFarCounts(calls, events, errors, formatSize(size))}
      </p>
    </div>
  );
}
