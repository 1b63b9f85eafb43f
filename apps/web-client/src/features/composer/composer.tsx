import { useHotkeys } from '@mantine/hooks';
import type { EventSpec } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { useDraft } from '../../lib/drafts.ts';
import { formatDraft } from '../../lib/format-draft.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { checkDraft, type Problem } from './check-draft.ts';
import styles from './composer.module.css';
import { type EditorTab, EditorTabs } from './editor-tabs.tsx';
import { EventHeader } from './event-header.tsx';
import type { JumpHandle } from './jump-handle.ts';
import { ProblemList } from './problem-list.tsx';
import { SendBar } from './send-bar.tsx';
import { useSend } from './use-send.ts';

export interface ComposerProps {
  /** Whom the event is sent as. */
  readonly entry: NamedClient;
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
  /** More that can be done with the draft. */
  readonly actions?: ReactNode;
}

/** Writes and sends one event of the contract. Give it a `key` of the event. */
export function Composer({ entry, event, spec, tab, onTab, actions }: ComposerProps): ReactElement {
  const [text, write] = useDraft(event, formatDraft(spec.examples?.[0]?.payload));
  const [fieldProblems, setFieldProblems] = useState<Readonly<Record<string, Problem>>>({});
  const editor = useRef<JumpHandle>(null);
  const problemList = useRef<HTMLElement>(null);
  const { send, outcome } = useSend(entry, event);
  const draft = spec.payload ? checkDraft(text, spec.payload) : { payload: { value: null }, problems: [] };
  const problems = [...Object.values(fieldProblems), ...draft.problems];

  const setFieldProblem = (id: string, problem: Problem | undefined): void =>
    setFieldProblems(({ [id]: _, ...others }) => (problem ? { ...others, [id]: problem } : others));

  const trySend = (anyway = false): void => {
    const blocked = problems.some(({ fatal }) => fatal || !anyway);
    if (blocked || !draft.payload) problemList.current?.focus();
    else send(draft.payload.value);
  };
  useHotkeys([['mod+Enter', () => trySend()]], [], true);

  const jump = (problem: Problem): void => {
    if (tab === 'docs') onTab('form');
    editor.current?.jump(problem.path);
  };

  return (
    <section className={styles.composer} aria-label={`Send ${event}`}>
      <EventHeader event={event} spec={spec} />
      <EditorTabs
        ref={editor}
        event={event}
        spec={spec}
        tab={tab}
        onTab={onTab}
        text={text}
        onText={write}
        draft={draft}
        onFieldProblem={setFieldProblem}
      />
      <ProblemList ref={problemList} problems={problems} onJump={jump} />
      <SendBar
        clientName={entry.name}
        actions={actions}
        examples={spec.payload ? (spec.examples ?? []) : []}
        onExample={(payload) => {
          write(formatDraft(payload));
          setFieldProblems({});
        }}
        problems={problems}
        onSend={trySend}
        outcome={outcome}
      />
    </section>
  );
}
