import { Button, Group } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IssueList } from '../../components/issue-list.tsx';
import ui from '../../components/ui.module.css';
import { type ArgsDraft, checkArgs } from '../../drafts/args-draft.ts';
import { keyAt } from '../../drafts/drafts.ts';
import { type Problem, useVariables } from '../../drafts/variables.ts';
import { errorMessage } from '../../lib/in-words.ts';
import { DEFAULT_SETTINGS, serverAt } from '../../links/connection-settings.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { DETAILS } from '../../texts/details.ts';
import type { EventEntry } from '../../traffic/entry.ts';
import { ArgsEditor } from './args/args-editor.tsx';

export interface AnswerDialogProps {
  readonly entry: EventEntry;
  /** Sends the answer; throws where that is not possible. */
  readonly onAnswer: (args: readonly unknown[]) => void;
  readonly onClose: () => void;
}

/** What was written for events that are not answered yet, by their arguments, which are theirs alone. */
const written = new WeakMap<readonly unknown[], ArgsDraft>();

/** Writes the arguments of an answer to the server, and sends it. What is written outlives the dialog. */
export function AnswerDialog({ entry, onAnswer, onClose }: AnswerDialogProps): ReactElement {
  const [draft, setDraft] = useState(written.get(entry.args) ?? { args: [], ack: false });
  /** Of fields whose text cannot be part of the draft yet. */
  const [byField, setByField] = useState<Readonly<Record<string, Problem>>>({});
  const [failure, setFailure] = useState<string>();
  const { args, problems } = checkArgs(draft, useVariables(entry.place && serverAt(entry.place)));
  const all = [...problems, ...Object.values(byField)];
  const sent = Object.keys(byField).length === 0 ? args : undefined;
  const send = (): void => {
    if (!sent) return;
    try {
      onAnswer(sent);
      onClose();
    } catch (error) {
      setFailure(errorMessage(error));
    }
  };
  return (
    <Dialog opened onClose={onClose} title={DETAILS.answerTo(entry.event)} size="lg">
      <div className={ui.form}>
        <p className={ui.hint}>{DETAILS.answerHelp}</p>
        <ArgsEditor
          ref={null}
          // Ids of entries start from the first again when the page is loaded.
          draftId={keyAt(
            entry.place ?? DEFAULT_SETTINGS,
            `(answer to ${entry.clientId} ${entry.id} ${entry.at})`,
          )}
          draft={draft}
          onDraft={(next) => {
            written.set(entry.args, next);
            setDraft(next);
          }}
          isPayload={false}
          isAnswer
          onFieldProblem={(name, problem) =>
            setByField(({ [name]: _, ...others }) => (problem ? { ...others, [name]: problem } : others))
          }
        />
        {all.length > 0 && <IssueList issues={all} label={COMPOSER.problems} />}
        {failure && (
          <p className={ui.bad} role="alert">
            {failure}
          </p>
        )}
        <Group justify="flex-end">
          <Button disabled={!sent} onClick={send}>
            {DETAILS.sendAnswer}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}
