import { TextInput } from '@mantine/core';
import { isSocketIoEvent, toJson } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react';
import { CopyMenu } from '../../components/copy-menu.tsx';
import { lazyPart } from '../../components/lazy-part.tsx';
import { checkArgs, readArgsDraft, writeArgsDraft } from '../../lib/args-draft.ts';
import type { Problem } from '../../lib/draft-problem.ts';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, useDraft } from '../../lib/drafts.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useVariables } from '../../lib/variables.ts';
import styles from './composer.module.css';
import type { JumpHandle } from './problem-list.tsx';
import { SendSection } from './send-section.tsx';
import { useFieldProblems } from './use-field-problems.ts';
import { VariablesButton } from './variables/variables-button.tsx';

const ArgsEditor = lazyPart('The editor', async () => (await import('./args/args-editor.tsx')).ArgsEditor);

/** Sends any JSON, or nothing, under any name: to try what the contract does not have. */
export function CustomComposer({
  entry,
  actions,
}: {
  entry: NamedClient;
  /** More buttons for the send bar. */
  actions?: ReactNode;
}): ReactElement {
  const [event, setEvent] = useDraft(CUSTOM_NAME, '');
  const [text, setText] = useDraft(CUSTOM_PAYLOAD, '{}');
  const root = useRef<HTMLElement>(null);
  const [fieldProblems, setFieldProblem] = useFieldProblems();
  const editor = useRef<JumpHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const variables = useVariables();
  const draft = useMemo(() => readArgsDraft(text), [text]);
  const { args, problems } = useMemo(() => checkArgs(draft, variables), [draft, variables]);
  const jump = ({ path, variable }: Problem): void => {
    setWanted(variable);
    if (variable !== undefined) setVariablesOpen(true);
    else if (path[0] === 'event') nameInput.current?.focus();
    else editor.current?.jump(path);
  };
  return (
    <section ref={root} className={styles.composer} aria-label="Send a custom event">
      <header className={styles.header}>
        <h2 className={styles.title}>Custom event</h2>
        <p className={styles.description}>
          Any name with any JSON, or without a payload. The contract need not have the event.
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
          <VariablesButton opened={variablesOpen} onOpened={setVariablesOpen} wanted={wanted} />
        </div>
        <ArgsEditor
          ref={editor}
          draftId={CUSTOM_PAYLOAD}
          draft={draft}
          onDraft={(next) => setText(writeArgsDraft(next))}
          isPayload
          onFieldProblem={setFieldProblem}
        />
      </div>
      <SendSection
        root={root}
        entry={entry}
        event={event}
        payload={args && { value: args[0] ?? null }}
        problems={[...checkName(event), ...fieldProblems, ...problems]}
        onJump={jump}
        tools={
          <>
            <CopyMenu
              message={args && { event, payload: toJson(args[0]) }}
              problem="The payload cannot be read."
              url={entry.link.url}
            />
            {actions}
          </>
        }
      />
    </section>
  );
}

function checkName(event: string): Problem[] {
  if (event === '') return [{ path: ['event'], message: 'Give the event a name.', fatal: true }];
  if (isSocketIoEvent(event))
    return [{ path: ['event'], message: 'Socket.IO reserves this name.', fatal: true }];
  return [];
}
