import { Button } from '@mantine/core';
import { FileClock, Radio, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import type { OpenRecording } from '../../lib/opened-recording.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import styles from './timeline.module.css';

export interface SourceBarProps {
  readonly recording: OpenRecording;
  readonly shown: 'live' | 'recording';
  readonly onShow: (which: 'live' | 'recording') => void;
  readonly onClose: () => void;
}

/** Goes between what happens now and a recording that was imported. */
export function SourceBar({ recording, shown, onShow, onClose }: SourceBarProps): ReactElement {
  const look = (which: 'live' | 'recording'): 'light' | 'subtle' => (which === shown ? 'light' : 'subtle');
  return (
    <section className={styles.source} aria-label={TIMELINE.source}>
      <Button
        size="compact-xs"
        variant={look('live')}
        aria-pressed={shown === 'live'}
        leftSection={<Radio size={12} aria-hidden />}
        onClick={() => onShow('live')}
      >
        {TIMELINE.live}
      </Button>
      <Button
        className={styles.recording}
        size="compact-xs"
        variant={look('recording')}
        aria-pressed={shown === 'recording'}
        leftSection={<FileClock size={12} aria-hidden />}
        onClick={() => onShow('recording')}
      >
        {recording.name}
      </Button>
      <Badge>{TIMELINE.imported(recording.entries.length)}</Badge>
      <span className={styles.spring} />
      <IconButton label={TIMELINE.closeRecording} icon={X} onClick={onClose} />
    </section>
  );
}
