import { Button } from '@mantine/core';
import { Link2, Undo2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './opening-notice.module.css';
import { useOpenings } from './openings-store.ts';
import type { ShareState } from './share-state.ts';

/** Says what a link has changed, and takes it back. */
export function OpeningNotice({ onUndo }: { onUndo: (before: ShareState) => void }): ReactElement {
  const { openings, closeLast } = useOpenings();
  const { text, before } = openings.at(-1) ?? {};
  return (
    <div
      role="status"
      aria-label="Opened link"
      className={styles.notice}
      data-shown={text !== undefined || undefined}
    >
      {text !== undefined && (
        <>
          <Link2 size={15} aria-hidden className={styles.icon} />
          <p className={styles.text}>{text}</p>
          {before && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<Undo2 size={13} aria-hidden />}
              onClick={() => {
                onUndo(before);
                closeLast();
              }}
            >
              Undo
            </Button>
          )}
          <IconButton label="Close this notice" icon={X} onClick={closeLast} />
        </>
      )}
    </div>
  );
}
