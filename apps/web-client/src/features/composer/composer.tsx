import type { EventSpec, Example } from '@switchboard/contract';
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { formatPath } from '../../components/issue-list.tsx';
import { DRAFT_NOTICE, formatDraft, useDraft, writeDraft } from '../../lib/drafts.ts';
import { closeNotice, tell } from '../../lib/notice.ts';
import { type Problem, useVariables } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { checkDraft, type DraftCheck } from './check-draft.ts';
import styles from './composer.module.css';
import { DraftTools } from './draft-tools.tsx';
import { type EditorTab, EditorTabs } from './editor-tabs.tsx';
import { EventHeader } from './event-header.tsx';
import type { Generated } from './generate-payload.ts';
import type { JumpHandle } from './problem-list.tsx';
import { SendSection } from './send-section.tsx';
import { useFieldProblems } from './use-field-problems.ts';

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

const NO_PAYLOAD: DraftCheck = { payload: { value: null }, problems: [] };

/** Writes and sends one event of the contract. Give it a `key` of the event. */
export function Composer(props: ComposerProps): ReactElement {
  const { entry, event, spec, tab, onTab, onEvent, actions } = props;
  const [text, write] = useDraft(event, formatDraft(spec.examples?.[0]?.payload));
  const [fieldProblems, setFieldProblem] = useFieldProblems();
  const [wanted, setWanted] = useState<string>();
  const [variablesOpen, setVariablesOpen] = useState(false);
  const root = useRef<HTMLElement>(null);
  const editor = useRef<JumpHandle>(null);
  const variables = useVariables();
  const draft = useMemo(
    () => (spec.payload ? checkDraft(text, spec.payload, variables) : NO_PAYLOAD),
    [text, spec, variables],
  );
  const problems = [...fieldProblems, ...draft.problems];

  const edit = (next: string): void => {
    if (next === text) return;
    closeNotice(DRAFT_NOTICE);
    write(next);
  };
  /** Fills the draft by something else than typing; what was typed can be restored. */
  const fill = (json: string, what: string): void => {
    write(json);
    tell({ id: DRAFT_NOTICE, text: COMPOSER.filled(what), undo: () => writeDraft(event, text) });
  };
  const onExample = ({ name, payload }: Example): void =>
    fill(formatDraft(payload), COMPOSER.theExample(name));
  const onGenerated = (generated: Generated): void => {
    if (generated.ok) {
      fill(JSON.stringify(generated.json, null, 2), COMPOSER.generated);
      return;
    }
    const reasons = generated.issues.map(({ path, message }) => `${formatPath(path)}: ${message}`);
    tell({ id: DRAFT_NOTICE, tone: 'bad', text: COMPOSER.notGenerated(reasons.join('; ')) });
  };

  const jump = (problem: Problem): void => {
    setWanted(problem.variable);
    if (problem.variable === undefined) {
      if (tab === 'docs') onTab('form');
      editor.current?.jump(problem.path);
    } else setVariablesOpen(true);
  };

  return (
    <section ref={root} className={styles.composer} aria-label={COMPOSER.send(event)}>
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
        onExample={onExample}
        variables={{ opened: variablesOpen, onOpened: setVariablesOpen, wanted }}
      />
      <SendSection
        root={root}
        entry={entry}
        event={event}
        spec={spec}
        sending={draft.payload && { args: [draft.payload.value], ack: true }}
        problems={problems}
        onJump={jump}
        tools={
          <DraftTools
            event={event}
            spec={spec}
            entry={entry}
            draft={draft}
            onExample={onExample}
            onGenerated={onGenerated}
            onEvent={onEvent}
            actions={actions}
          />
        }
      />
    </section>
  );
}
