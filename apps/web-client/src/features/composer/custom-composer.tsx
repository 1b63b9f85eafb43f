import { TextInput } from '@mantine/core';
import { isSocketIoEvent } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react';
import { CopyMenu } from '../../components/copy-menu.tsx';
import { CUSTOM_NAME, CUSTOM_PAYLOAD, useDraft } from '../../lib/drafts.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useVariables } from '../../lib/variables.ts';
import { checkDraft, type Problem } from './check-draft.ts';
import styles from './composer.module.css';
import { JsonEditor } from './editor-tabs.tsx';
import type { JumpHandle } from './problem-list.tsx';
import { SendSection } from './send-section.tsx';
import { VariablesButton } from './variables/variables-button.tsx';

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
  const editor = useRef<JumpHandle>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const variables = useVariables();
  const draft = useMemo(() => checkDraft(text, undefined, variables), [text, variables]);
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
          <p className={styles.label}>Payload</p>
          <VariablesButton opened={variablesOpen} onOpened={setVariablesOpen} wanted={wanted} />
        </div>
        <div className={styles.customEditor}>
          <JsonEditor ref={editor} label="Payload" text={text} onText={setText} schema={undefined} />
        </div>
      </div>
      <SendSection
        root={root}
        entry={entry}
        event={event}
        payload={draft.payload}
        problems={[...checkName(event), ...draft.problems]}
        onJump={jump}
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
