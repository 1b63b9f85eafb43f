import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { Circle } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import ui from '../../components/ui.module.css';
import { useRecorder } from '../../lib/console-session.ts';

/** Says that a recording runs, wherever the user is, and leads to it. */
export function RecordingSign({ onOpen }: { onOpen: () => void }): ReactElement | null {
  const state = useRecorder();
  if (state.status === 'idle') return null;
  return (
    <Button
      variant="default"
      flex="none"
      leftSection={<Circle className={ui.bad} size={9} fill="currentcolor" aria-hidden />}
      onClick={onOpen}
    >
      <span className="sb-hidden-narrow">Recording</span> <Elapsed since={state.startedAt} />
    </Button>
  );
}

/** How long it has been, by the second. */
export function Elapsed({ since }: { since: number }): ReactElement {
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true });
  return <span className={ui.count}>{formatDuration(now - since)}</span>;
}

/** A stretch of time for people: `0:07`, `12:30`, `1:02:03`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
