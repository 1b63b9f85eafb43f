import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import ui from '../../../components/ui.module.css';
import { COMPOSER } from '../../../texts/composer.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { fillDraft, type PastePlace, parsePasted } from './parse-pasted.ts';

export interface PasteDialogProps extends PastePlace {
  readonly onClose: () => void;
}

/** Takes a message as JSON, from here or another console, and fills the draft of its event. */
export function PasteDialog({ onClose, ...place }: PasteDialogProps): ReactElement {
  const [text, setText] = useState('');
  const pasted = parsePasted(text, place);
  const use = (): void => {
    if (!pasted.ok) return;
    onClose();
    fillDraft(pasted, place);
  };
  return (
    <Dialog opened onClose={onClose} title={COMPOSER.paste} size="lg">
      <div className={ui.form}>
        <Textarea
          label={EDITORS.pasteLabel}
          data-autofocus
          autosize
          minRows={8}
          maxRows={20}
          spellCheck={false}
          classNames={{ input: ui.mono ?? '' }}
          value={text}
          error={text.trim() !== '' && !pasted.ok && pasted.reason}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={ui.bar}>
          <p role="status" aria-label={EDITORS.recognised} className={`${ui.grow} ${ui.hint}`}>
            {pasted.ok && pasted.event !== '' && (
              <>
                {EDITORS.pastedFor} <code>{pasted.event}</code>
              </>
            )}
          </p>
          <Button disabled={!pasted.ok} onClick={use}>
            {EDITORS.fillDraft}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
