import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { Circle, FileUp, Square } from 'lucide-react';
import { type FormEvent, type ReactElement, useEffect, useState } from 'react';
import { ImportButton } from '../../components/import-button.tsx';
import ui from '../../components/ui.module.css';
import { formatSize } from '../../lib/bytes.ts';
import { useClients, useRecorder, useSession } from '../../lib/console-session.ts';
import { MAX_RECORDING_BYTES } from '../../lib/read-recording.ts';
import type { RecorderState } from '../../lib/recorder.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { Elapsed } from './recording-sign.tsx';
import { useRecordings } from './recordings-store.ts';

/** Starts a recording, shows how it goes, and ends it; while one is open, only what runs is shown. */
export function RecordBar(): ReactElement | null {
  const open = useRecordings((recordings) => recordings.open);
  const state = useRecorder();
  if (state.status === 'recording') return <Running state={state} />;
  return open ? null : <Start />;
}

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

function Running({ state }: { state: Extract<RecorderState, { status: 'recording' }> }): ReactElement {
  const { recorder } = useSession();
  const { save } = useRecordings();
  const { calls, events, errors, size } = state.counts;
  // The browser asks before the page closes: the recording would be lost with it.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
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
