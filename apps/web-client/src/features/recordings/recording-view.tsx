import { Button } from '@mantine/core';
import { ArrowLeft, FileClock, FileDown, FlaskConical, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { useSession } from '../../lib/console-session.ts';
import { downloadText } from '../../lib/download.ts';
import { useOpenedRecording } from '../../lib/opened-recording.ts';
import { openRecording } from '../../lib/read-recording.ts';
import { printRecording, type Recording } from '../../lib/recording.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { ComparisonView } from './comparison-view.tsx';
import { formatDuration } from './format-duration.ts';
import { writePlaywrightTest } from './playwright/write-playwright-test.ts';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';
import { RenameRecording } from './rename-recording.tsx';
import { ReplayForm } from './replay-form.tsx';
import { useReplay } from './replay-store.ts';

export interface RecordingViewProps {
  readonly recording: Recording;
  /** Shows the timeline, which has the recording. */
  readonly onShowTimeline: () => void;
}

/** One recording: its exports, its replay, and the way to the timeline, which shows what is in it. */
export function RecordingView({ recording, onShowTimeline }: RecordingViewProps): ReactElement {
  const { close, remove } = useRecordings();
  const [renaming, setRenaming] = useState(false);
  const { url } = useSession();
  const { id, name, duration, startedAt } = recording;
  const openInTimeline = (): void => {
    useOpenedRecording.getState().open(openRecording(recording));
    onShowTimeline();
  };
  const exportJson = (): void =>
    downloadText(fileName(name, '.recording.json'), 'application/json', printRecording(recording));
  const exportTest = (): void =>
    downloadText(fileName(name, '.spec.ts'), 'text/plain', writePlaywrightTest(recording, url));
  return (
    <article className={styles.view} aria-labelledby="recording-name">
      <header className={styles.header}>
        <IconButton label={RECORDINGS.all} icon={ArrowLeft} onClick={close} />
        <h2 id="recording-name" className={styles.title}>
          {name}
        </h2>
        <IconButton label={RECORDINGS.renameAction} icon={Pencil} onClick={() => setRenaming(true)} />
        <IconButton label={RECORDINGS.removeAction} icon={Trash2} onClick={() => void remove(id)} />
      </header>
      <p className={styles.facts}>
        {new Date(startedAt).toLocaleString()}, {formatDuration(duration)},{' '}
        {RECORDINGS.contract(recording.contract.name, recording.contract.version)}
      </p>
      <Warnings recording={recording} />
      <div className={styles.line}>
        <Button variant="default" leftSection={<FileClock size={13} aria-hidden />} onClick={openInTimeline}>
          {RECORDINGS.openInTimeline}
        </Button>
        <Button variant="default" leftSection={<FlaskConical size={13} aria-hidden />} onClick={exportTest}>
          {RECORDINGS.exportTest}
        </Button>
        <Button variant="default" leftSection={<FileDown size={13} aria-hidden />} onClick={exportJson}>
          {RECORDINGS.exportJson}
        </Button>
      </div>
      <ReplayForm recording={recording} url={url} />
      <Outcome recording={recording} />
      {renaming && <RenameRecording id={id} name={name} onClose={() => setRenaming(false)} />}
    </article>
  );
}

/** A file's name that every system takes: `Two people talk!` becomes `two-people-talk` with the ending. */
function fileName(name: string, ending: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'recording'}${ending}`;
}

function Warnings({ recording }: { recording: Recording }): ReactElement | null {
  const { clients, cut, leftOut = 0 } = recording;
  const before = clients.flatMap(({ name, startedAs }) =>
    startedAs === undefined ? [] : [RECORDINGS.wasLoggedIn(name, startedAs)],
  );
  const texts = [cut, leftOut > 0 && RECORDINGS.missing(leftOut), ...before].filter(
    (text) => typeof text === 'string',
  );
  if (texts.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={RECORDINGS.goodToKnow}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Outcome({ recording }: { recording: Recording }): ReactElement | null {
  const { recordingId, state } = useReplay();
  if (recordingId !== recording.id) return null;
  if (state.status === 'failed') {
    return (
      <p className={styles.failed} role="alert">
        {RECORDINGS.failed(state.reason)}
      </p>
    );
  }
  return state.status === 'done' ? <ComparisonView recording={recording} {...state} /> : null;
}
