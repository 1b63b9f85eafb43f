import { Button, Checkbox, FileButton, TextInput } from '@mantine/core';
import { Circle, FileUp, Square } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { formatSize } from '../../lib/bytes.ts';
import { useClients, useSession } from '../../lib/console-session.ts';
import type { RecorderState } from '../../lib/recorder.ts';
import { useRecorder } from '../../lib/use-recorder.ts';
import { countOf } from './format-duration.ts';
import { Elapsed } from './recording-sign.tsx';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';
import { useLeaveWarning } from './use-leave-warning.ts';

/** Starts a recording, shows how it goes, and ends it; while one is open, only what runs is shown. */
export function RecordBar(): ReactElement | null {
  const open = useRecordings((recordings) => recordings.open);
  const state = useRecorder();
  useLeaveWarning(state.status === 'recording');
  if (state.status === 'recording') return <Running state={state} />;
  return open ? null : <Start />;
}

function Start(): ReactElement {
  const { recorder } = useSession();
  const { list, save, importText } = useRecordings();
  const [name, setName] = useState('');
  const [keepSecrets, setKeepSecrets] = useState(false);
  const nextName = `Recording ${(list?.length ?? 0) + 1}`;
  const start = (event: FormEvent): void => {
    event.preventDefault();
    const onFull = save;
    recorder.start({
      name: name.trim() || nextName,
      keepSecrets,
      onFull: (recording) => void onFull(recording),
    });
    setName('');
  };
  return (
    <form className={styles.bar} onSubmit={start}>
      <div className={styles.line}>
        <TextInput
          className={styles.grow}
          label="Name of the recording"
          placeholder={nextName}
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<Circle className={styles.dot} size={11} fill="currentcolor" aria-hidden />}
        >
          Record
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(importText)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<FileUp size={13} aria-hidden />}>
              Import
            </Button>
          )}
        </FileButton>
      </div>
      <Checkbox
        label="Keep secrets in what clients send"
        description="Secrets in replies and events, such as tokens, are never kept."
        checked={keepSecrets}
        onChange={(event) => setKeepSecrets(event.currentTarget.checked)}
      />
      <LoggedInHint />
    </form>
  );
}

/** A replay begins as nobody, so what follows a login must come with the login. */
function LoggedInHint(): ReactElement | null {
  const clients = useClients().filter(({ identity }) => identity);
  if (clients.length === 0) return null;
  const names = clients.map(({ name }) => name);
  return (
    <p className={styles.hint}>
      {names.join(' and ')} {names.length > 1 ? 'are' : 'is'} logged in already. A replay begins as nobody:
      log out first, and log in while it records.
    </p>
  );
}

function Running({ state }: { state: Extract<RecorderState, { status: 'recording' }> }): ReactElement {
  const { recorder } = useSession();
  const { save } = useRecordings();
  const { calls, events, errors, size } = state.counts;
  const stop = (): void => {
    const recording = recorder.stop();
    if (recording) void save(recording);
  };
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <p className={styles.running}>
          <Circle size={10} fill="currentcolor" aria-hidden /> Recording <Elapsed since={state.startedAt} />
        </p>
        <Button
          variant="default"
          leftSection={<Square size={11} fill="currentcolor" aria-hidden />}
          onClick={stop}
        >
          Stop and save
        </Button>
      </div>
      <p className={styles.hint} role="status" aria-label="Recorded so far">
        {countOf(calls, 'call')}, {countOf(events, 'event')} heard, {countOf(errors, 'error')},{' '}
        {formatSize(size)}. It goes on whatever you look at.
      </p>
    </div>
  );
}
