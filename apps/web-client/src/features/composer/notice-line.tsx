import { Button } from '@mantine/core';
import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { type DraftNotice, dismissDraftNotice } from './draft-notice.ts';
import styles from './notice-line.module.css';

/** What was done to the draft, with a way back. */
export function NoticeLine({
  notice,
  onUndo,
}: {
  notice: DraftNotice | undefined;
  onUndo: (notice: DraftNotice) => void;
}): ReactElement {
  const Icon = notice?.tone === 'bad' ? CircleAlert : CircleCheck;
  return (
    <div role="status" aria-label="Draft" className={styles.notice} data-tone={notice?.tone}>
      {notice && (
        <>
          <Icon size={13} aria-hidden className={styles.icon} />
          <span className={styles.text}>{notice.text}</span>
          {notice.undo && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<Undo2 size={12} aria-hidden />}
              onClick={() => onUndo(notice)}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" icon={X} onClick={dismissDraftNotice} />
        </>
      )}
    </div>
  );
}
