import { Reply } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import { useClients } from '../../session/console-session.ts';
import { DETAILS } from '../../texts/details.ts';
import type { EventEntry } from '../../traffic/entry.ts';

const AnswerDialog = lazyDialog(DETAILS.answer, () => import('./answer-dialog.tsx'), 'AnswerDialog');

/** Answers an event for which the server asked for an acknowledgement; nothing where that is not possible, or done. */
export function AnswerButton({ entry }: { entry: EventEntry }): ReactElement | null {
  /** Kept while its dialog is open: what was written stays, and sending it says what is wrong. */
  const [opened, setOpened] = useState<(args: readonly unknown[]) => void>();
  const client = useClients().find(({ id }) => id === entry.clientId);
  const answer = client?.link.answerTo?.(entry.args);
  return (
    <>
      {answer && (
        <SmallButton icon={Reply} onClick={() => setOpened(() => answer)}>
          {DETAILS.answer}
        </SmallButton>
      )}
      {opened && <AnswerDialog entry={entry} onAnswer={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
