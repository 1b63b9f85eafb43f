import { Button } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './notices.module.css';

export interface NoticeBodyProps {
  readonly text: string;
  readonly undo: (() => void) | undefined;
}

/** The sentence of a notice, and the button that takes it back. */
export function NoticeBody({ text, undo }: NoticeBodyProps): ReactElement {
  return (
    <div className={styles.body}>
      <span className={styles.text}>{text}</span>
      {undo && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Undo2 size={13} aria-hidden />}
          onClick={undo}
        >
          Undo
        </Button>
      )}
    </div>
  );
}
