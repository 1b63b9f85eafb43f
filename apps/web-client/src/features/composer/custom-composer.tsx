import { TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { isSocketIoEvent } from '@switchboard/contract';
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { CopyMenu } from '../../components/copy-menu.tsx';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, useDraft } from '../../lib/drafts.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useVariables } from '../../lib/variables.ts';
import { checkDraft, type Problem } from './check-draft.ts';
import styles from './composer.module.css';
import type { JumpHandle } from './jump-handle.ts';
import { ProblemList } from './problem-list.tsx';
import { RepeatButton } from './repeat/repeat-button.tsx';
import { RepeatProgress } from './repeat/repeat-progress.tsx';
import { leaveRepetition } from './repeat/repeat-store.ts';
import { ReplyView } from './reply/reply-view.tsx';
import { SendBar } from './send-bar.tsx';
import { useSend } from './use-send.ts';
import { VariablesButton } from './variables/variables-button.tsx';

const JsonEditor = lazy(async () => ({ default: (await import('./json/json-editor.tsx')).JsonEditor }));

/** Sends any JSON, or nothing, under any name: to try what the contract does not have. */
export function CustomComposer({
  entry,
  actions,
}: {
  entry: NamedClient;
  /** More that can be done with the draft. */
  actions?: ReactNode;
}): ReactElement {
  const [event, setEvent] = useDraft(CUSTOM_NAME, '');
  const [text, setText] = useDraft(CUSTOM_PAYLOAD, '{}');
  const editor = useRef<JumpHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const problemList = useRef<HTMLElement>(null);
  const { send, outcome } = useSend(entry, event);
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const variables = useVariables();
  const draft = checkDraft(text, undefined, variables);
  const problems = [...checkName(event), ...draft.problems];
  const trySend = (anyway = false): void => {
    const blocked = problems.some(({ fatal }) => fatal || !anyway);
    if (blocked || !draft.payload) problemList.current?.focus();
    else send(draft.payload.value);
  };
  useHotkeys([['mod+Enter', () => trySend()]], [], true);
  useEffect(() => () => leaveRepetition(event), [event]);
  const jump = ({ path, variable }: Problem): void => {
    setWanted(variable);
    if (variable !== undefined) setVariablesOpen(true);
    else if (path[0] === 'event') nameInput.current?.focus();
    else editor.current?.jump(path);
  };
  return (
    <section className={styles.composer} aria-label="Send a custom event">
      <header className={styles.header}>
        <h2 className={styles.title}>Custom event</h2>
        <p className={styles.description}>
          Any name with any JSON, or with nothing at all, in the contract or not: see how the server answers.
        </p>
      </header>
      <div className={styles.custom}>
        <TextInput
          ref={nameInput}
          label="Event name"
          value={event}
          onChange={(change) => setEvent(change.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <div className={styles.labelRow}>
          <p className={styles.label}>Payload</p>
          <VariablesButton opened={variablesOpen} onOpened={setVariablesOpen} wanted={wanted} />
        </div>
        <div className={styles.customEditor}>
          <Suspense fallback={null}>
            <JsonEditor ref={editor} label="Payload" text={text} onText={setText} schema={undefined} />
          </Suspense>
        </div>
      </div>
      <ProblemList ref={problemList} problems={problems} onJump={jump} />
      <SendBar
        clientName={entry.name}
        problems={problems}
        onSend={trySend}
        tools={
          <>
            <CopyMenu
              message={draft.json ? { event, payload: draft.json.value } : undefined}
              problem="The payload is not JSON."
              url={entry.client.url}
            />
            {actions}
          </>
        }
        repeat={
          <RepeatButton
            entry={entry}
            event={event}
            payload={draft.payload}
            blocked={problems.length > 0}
            onBlocked={() => problemList.current?.focus()}
          />
        }
      >
        <RepeatProgress event={event} />
        <ReplyView outcome={outcome} />
      </SendBar>
    </section>
  );
}

function checkName(event: string): Problem[] {
  if (event === '') return [{ path: ['event'], message: 'Give the event a name', fatal: true }];
  if (isSocketIoEvent(event))
    return [{ path: ['event'], message: 'Socket.IO keeps this name for itself', fatal: true }];
  return [];
}
