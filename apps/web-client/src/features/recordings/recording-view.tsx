import { Button } from '@mantine/core';
import { ArrowLeft, FileClock, FileDown, FlaskConical, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import ui from '../../components/ui.module.css';
import { downloadText, fileNameOf } from '../../lib/download.ts';
import { formatDuration } from '../../lib/format-time.ts';
import { useOpenedRecording } from '../../recordings/opened-recording.ts';
import { openRecording } from '../../recordings/read-recording.ts';
import { movedClients, printRecording, type Recording } from '../../recordings/recording.ts';
import { useSession } from '../../session/console-session.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import { ComparisonView } from './comparison-view.tsx';
import { unsendable } from './model/unsendable.ts';
import { writePlaywrightTest } from './playwright/write-playwright-test.ts';
import { type UnreadableRecording, useRecordings } from './recordings-store.ts';
import { ReplayForm, useReplay } from './replay-form.tsx';

export interface RecordingViewProps {
  readonly recording: Recording;
  /** Shows the timeline, which has the recording. */
  readonly onShowTimeline: () => void;
}

/** One recording: its exports, its replay, and the way to the timeline, which shows what is in it. */
export function RecordingView({ recording, onShowTimeline }: RecordingViewProps): ReactElement {
  const { url } = useSession();
  const { name, duration, startedAt, contract } = recording;
  const isReplayable = movedClients(recording).length === 0 && unsendable(recording).length === 0;
  const openInTimeline = (): void => {
    useOpenedRecording.getState().open(openRecording(recording));
    onShowTimeline();
  };
  const exportTest = (): void =>
    downloadText(`${fileNameOf(name)}.spec.ts`, 'text/plain', writePlaywrightTest(recording, url));
  return (
    <article className={ui.stack} aria-labelledby="recording-name">
      <Header recording={recording} />
      <p className={ui.hint}>
        {new Date(startedAt).toLocaleString()}, {formatDuration(duration)},{' '}
        {RECORDINGS.contract(contract.name, contract.version)}
      </p>
      <Warnings recording={recording} />
      <div className={ui.bar}>
        <Button variant="default" leftSection={<FileClock size={13} aria-hidden />} onClick={openInTimeline}>
          {RECORDINGS.openInTimeline}
        </Button>
        {isReplayable && (
          <Button variant="default" leftSection={<FlaskConical size={13} aria-hidden />} onClick={exportTest}>
            {RECORDINGS.exportTest}
          </Button>
        )}
        <ExportButton name={name} print={() => printRecording(recording)} />
      </div>
      {isReplayable && <ReplayForm recording={recording} url={url} />}
      <ReplayOutcome recording={recording} />
    </article>
  );
}

/** A stored recording that cannot be opened: why, and what can be done with it. */
export function UnreadableView({ recording }: { recording: UnreadableRecording }): ReactElement {
  const { name, why, stored } = recording;
  return (
    <article className={ui.stack} aria-labelledby="recording-name">
      <Header recording={recording} />
      <p className={ui.note}>{RECORDINGS.unreadable(why)}</p>
      <div className={ui.bar}>
        <ExportButton name={name} print={() => `${JSON.stringify(stored, null, 2)}\n`} />
      </div>
    </article>
  );
}

function Header({ recording: { id, name } }: { recording: { id: string; name: string } }): ReactElement {
  const { close } = useRecordings();
  return (
    <header className={ui.bar}>
      <IconButton label={RECORDINGS.all} icon={ArrowLeft} onClick={close} />
      <h2 id="recording-name" className={`${ui.title} ${ui.grow}`}>
        {name}
      </h2>
      <RecordingActions id={id} name={name} />
    </header>
  );
}

/** The buttons that rename and delete a recording. */
export function RecordingActions({ id, name }: { id: string; name: string }): ReactElement {
  const { rename, remove } = useRecordings();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <IconButton label={RECORDINGS.rename(name)} icon={Pencil} onClick={() => setRenaming(true)} />
      <IconButton label={RECORDINGS.remove(name)} icon={Trash2} onClick={() => void remove(id)} />
      {renaming && (
        <NameDialog
          title={RECORDINGS.renameTitle}
          label={RECORDINGS.newName}
          action={RECORDINGS.doRename}
          name={name}
          maxLength={100}
          onClose={() => setRenaming(false)}
          onName={(changed) => void rename(id, changed)}
        />
      )}
    </>
  );
}

function ExportButton({ name, print }: { name: string; print: () => string }): ReactElement {
  return (
    <Button
      variant="default"
      leftSection={<FileDown size={13} aria-hidden />}
      onClick={() => downloadText(`${fileNameOf(name)}.recording.json`, 'application/json', print())}
    >
      {RECORDINGS.exportJson}
    </Button>
  );
}

function Warnings({ recording }: { recording: Recording }): ReactElement | null {
  const { clients, cut, leftOut = 0 } = recording;
  const texts = [
    ...(cut === undefined ? [] : [cut]),
    ...(leftOut > 0 ? [RECORDINGS.missing(leftOut)] : []),
    ...movedClients(recording).map(({ name }) => RECORDINGS.moved(name)),
    ...unsendable(recording).map(RECORDINGS.unsendable),
    ...clients.flatMap(({ name, startedAs }) =>
      startedAs === undefined ? [] : [RECORDINGS.wasLoggedIn(name, startedAs)],
    ),
  ];
  if (texts.length === 0) return null;
  return (
    <ul className={ui.note} aria-label={RECORDINGS.goodToKnow}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function ReplayOutcome({ recording }: { recording: Recording }): ReactElement | null {
  const { recordingId, state } = useReplay();
  if (recordingId !== recording.id) return null;
  if (state.status === 'failed') {
    return (
      <p className={ui.note} data-tone="bad" role="alert">
        {RECORDINGS.failed(state.reason)}
      </p>
    );
  }
  return state.status === 'done' ? <ComparisonView recording={recording} replay={state.replay} /> : null;
}
