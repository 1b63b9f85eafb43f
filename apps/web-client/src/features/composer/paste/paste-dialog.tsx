import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { fillDraft, readPasted } from './fill-draft.ts';
import styles from './paste-dialog.module.css';

export interface PasteDialogProps {
  readonly current: string;
  readonly onEvent: (event: string) => void;
  readonly onClose: () => void;
}

/** Takes a message as JSON, from here or another console, and fills the draft of its event. */
export function PasteDialog({ current, onEvent, onClose }: PasteDialogProps): ReactElement {
  const [text, setText] = useState('');
  const pasted = readPasted(text, current);
  const use = (): void => {
    if (!pasted.ok) return;
    onClose();
    fillDraft(pasted, { current, onEvent });
  };
  return (
    <Dialog opened onClose={onClose} title="Paste" size="lg">
      <div className={styles.body}>
        <Textarea
          label="A message as JSON, or the JSON of a payload"
          data-autofocus
          autosize
          minRows={8}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--sb-mono)' } }}
          value={text}
          error={text.trim() !== '' && !pasted.ok ? pasted.reason : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p role="status" aria-label="What was recognised" className={styles.found}>
          {pasted.ok && (
            <>
              Payload for <code>{pasted.event}</code>
            </>
          )}
        </p>
        <Button className={styles.use} disabled={!pasted.ok} onClick={use}>
          Fill the draft
        </Button>
      </div>
    </Dialog>
  );
}
