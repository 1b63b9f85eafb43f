import { useHotkeys } from '@mantine/hooks';
import type { EventSpec } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { formatPath } from '../../components/issue-list.tsx';
import { useDraft } from '../../lib/drafts.ts';
import { formatDraft } from '../../lib/format-draft.ts';
import type { Generated } from '../../lib/generate/generate-payload.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { useVariables } from '../../lib/variables.ts';
import { checkDraft, type Problem } from './check-draft.ts';
import styles from './composer.module.css';
import { ComposerTools } from './composer-tools.tsx';
import {
  type DraftNotice,
  dismissDraftNotice,
  showDraftNotice,
  undoDraft,
  useDraftNotice,
} from './draft-notice.ts';
import { type EditorTab, EditorTabs } from './editor-tabs.tsx';
import { EventHeader } from './event-header.tsx';
import type { JumpHandle } from './jump-handle.ts';
import { NoticeLine } from './notice-line.tsx';
import { ProblemList } from './problem-list.tsx';
import { RepeatButton } from './repeat/repeat-button.tsx';
import { RepeatProgress } from './repeat/repeat-progress.tsx';
import { leaveRepetition } from './repeat/repeat-store.ts';
import { ReplyView } from './reply/reply-view.tsx';
import { SendBar } from './send-bar.tsx';
import { useSend } from './use-send.ts';

export interface ComposerProps {
  /** Whom the event is sent as. */
  readonly entry: NamedClient;
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
  /** Picks another event, as when a message of one is pasted. */
  readonly onEvent: (event: string) => void;
  /** More buttons for the send bar. */
  readonly actions?: ReactNode;
}

/** Writes and sends one event of the contract. Give it a `key` of the event. */
export function Composer(props: ComposerProps): ReactElement {
  const { entry, event, spec, tab, onTab, onEvent, actions } = props;
  const [text, write] = useDraft(event, formatDraft(spec.examples?.[0]?.payload));
  const [fieldProblems, setFieldProblems] = useState<Readonly<Record<string, Problem>>>({});
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const editor = useRef<JumpHandle>(null);
  const problemList = useRef<HTMLElement>(null);
  const variables = useVariables();
  const notice = useDraftNotice(event);
  const { send, outcome } = useSend(entry, event);
  const draft = spec.payload
    ? checkDraft(text, spec.payload, variables)
    : { payload: { value: null }, problems: [] };
  const problems = [...Object.values(fieldProblems), ...draft.problems];
  useEffect(() => () => leaveRepetition(event), [event]);

  const setFieldProblem = (id: string, problem: Problem | undefined): void =>
    setFieldProblems(({ [id]: _, ...others }) => (problem ? { ...others, [id]: problem } : others));

  const edit = (next: string): void => {
    if (next === text) return;
    dismissDraftNotice();
    write(next);
  };
  /** Fills the draft by something else than typing; what was typed can be had back. */
  const fill = (json: string, what: string): void => {
    write(json);
    showDraftNotice({ event, tone: 'ok', text: what, undo: { text, from: event } });
  };
  const onGenerated = (generated: Generated): void => {
    if (generated.ok) {
      fill(JSON.stringify(generated.json, null, 2), 'Filled with a generated payload.');
      return;
    }
    const reasons = generated.issues.map(({ path, message }) => `${formatPath(path)}: ${message}`);
    showDraftNotice({ event, tone: 'bad', text: `Cannot generate ${reasons.join('; ')}` });
  };
  const onUndo = (undone: DraftNotice): void => {
    const from = undoDraft(undone);
    if (from !== undefined && from !== event) onEvent(from);
  };

  const focusProblems = (): void => problemList.current?.focus();
  const trySend = (anyway = false): void => {
    const blocked = problems.some(({ fatal }) => fatal || !anyway);
    if (blocked || !draft.payload) focusProblems();
    else send(draft.payload.value);
  };
  useHotkeys([['mod+Enter', () => trySend()]], [], true);

  const jump = (problem: Problem): void => {
    setWanted(problem.variable);
    if (problem.variable === undefined) {
      if (tab === 'docs') onTab('form');
      editor.current?.jump(problem.path);
    } else setVariablesOpen(true);
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
        onText={edit}
        draft={draft}
        onFieldProblem={setFieldProblem}
        onExample={({ name, payload }) => fill(formatDraft(payload), `Filled with the example "${name}".`)}
        variables={{ opened: variablesOpen, onOpened: setVariablesOpen, wanted }}
      />
      <NoticeLine notice={notice} onUndo={onUndo} />
      <ProblemList ref={problemList} problems={problems} onJump={jump} />
      <SendBar
        clientName={entry.name}
        problems={problems}
        onSend={trySend}
        tools={
          <ComposerTools
            event={event}
            spec={spec}
            url={entry.client.url}
            draft={draft}
            onExample={({ name, payload }) =>
              fill(formatDraft(payload), `Filled with the example "${name}".`)
            }
            onGenerated={onGenerated}
            onEvent={onEvent}
            actions={actions}
          />
        }
        repeat={
          <RepeatButton
            entry={entry}
            event={event}
            payload={draft.payload}
            blocked={problems.length > 0}
            onBlocked={focusProblems}
          />
        }
      >
        <RepeatProgress event={event} />
        <ReplyView outcome={outcome} spec={spec} />
      </SendBar>
    </section>
  );
}
