import { Button } from '@mantine/core';
import { Undo2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../components/icon-button.tsx';
import { tell, useNotice } from '../lib/notice.ts';
import styles from './notice-bar.module.css';

/** What just happened, until it is read, taken back, or something else happens. */
export function NoticeBar(): ReactElement {
  const { notice } = useNotice();
  const undo = notice?.undo;
  return (
    <div role="status" aria-label="Notice" className={styles.notice} data-shown={notice ? true : undefined}>
      {notice && <span className={styles.text}>{notice.text}</span>}
      {undo && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Undo2 size={13} aria-hidden />}
          onClick={() => {
            tell(undefined);
            undo();
          }}
        >
          Undo
        </Button>
      )}
      {notice && <IconButton label="Close the notice" icon={X} onClick={() => tell(undefined)} />}
    </div>
  );
}
