import { Button } from '@mantine/core';
import { Circle } from 'lucide-react';
import type { ReactElement } from 'react';
import { useNow } from '../../components/clock.ts';
import ui from '../../components/ui.module.css';
import { formatDuration } from '../../lib/format-time.ts';
import { useRecorder } from '../../session/console-session.ts';
import { SHELL } from '../../texts/shell.ts';

/** Says that a recording runs, wherever the user is, and leads to it. */
export function RecordingSign({ onOpen }: { onOpen: () => void }): ReactElement | null {
  const state = useRecorder();
  if (state.status === 'idle') return null;
  return (
    <Button
      variant="default"
      flex="none"
      px={8}
      leftSection={<Circle className={ui.bad} size={9} fill="currentcolor" aria-hidden />}
      onClick={onOpen}
    >
      <span>
        <span className="sb-hidden-narrow">{SHELL.recording}</span> <Elapsed since={state.startedAt} />
      </span>
    </Button>
  );
}

/** How long it has been, by the second. */
export function Elapsed({ since }: { since: number }): ReactElement {
  return <span className={ui.count}>{formatDuration(useNow() - since)}</span>;
}
