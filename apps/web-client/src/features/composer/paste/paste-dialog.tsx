import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { COMPOSER } from '../../../texts/composer.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { fillDraft, type PastePlace, readPasted } from './fill-draft.ts';
import styles from './paste-dialog.module.css';

export interface PasteDialogProps extends PastePlace {
  readonly onClose: () => void;
}

/** Takes a message as JSON, from here or another console, and fills the draft of its event. */
export function PasteDialog({ onClose, ...place }: PasteDialogProps): ReactElement {
  const [text, setText] = useState('');
  const pasted = readPasted(text, place);
  const use = (): void => {
    if (!pasted.ok) return;
    onClose();
    fillDraft(pasted, place);
  };
  return (
    <Dialog opened onClose={onClose} title={COMPOSER.paste} size="lg">
      <div className={styles.body}>
        <Textarea
          label={EDITORS.pasteLabel}
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
        <p role="status" aria-label={EDITORS.recognised} className={styles.found}>
          {pasted.ok && pasted.event !== '' && (
            <>
              {EDITORS.pastedFor} <code>{pasted.event}</code>
            </>
          )}
        </p>
        <Button className={styles.use} disabled={!pasted.ok} onClick={use}>
          {EDITORS.fillDraft}
        </Button>
      </div>
    </Dialog>
  );
}
