import type { EventSpec, Example } from '@switchboard/contract';
import { type ReactElement, useMemo, useRef } from 'react';
import { DRAFT_NOTICE, useDraft, writeDraft } from '../../lib/drafts.ts';
import { formatDraft } from '../../lib/format-draft.ts';
import { closeNotice, tell } from '../../lib/notice.ts';
import { substitutePublic, useVariables } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import { checkDraft } from './check-draft.ts';
import { type ComposerActions, ComposerFrame } from './composer-frame.tsx';
import { DraftTools } from './draft-tools.tsx';
import { type EditorTab, EditorTabs } from './editor-tabs.tsx';
import { EventHeader } from './event-reader.tsx';
import type { JumpHandle } from './problem-list.tsx';

export interface ComposerProps extends ComposerActions {
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
}

const NO_PAYLOAD: JsonCheck = { payload: { value: null }, problems: [] };

/** Writes and sends one event of the contract. Give it a `key` of the event. */
export function Composer({ event, spec, tab, onTab, ...actions }: ComposerProps): ReactElement {
  const [text, write] = useDraft(event, formatDraft(spec.examples?.[0]?.payload));
  const editor = useRef<JumpHandle>(null);
  const variables = useVariables();
  const draft = useMemo(
    () => (spec.payload ? checkDraft(text, spec.payload, variables) : NO_PAYLOAD),
    [text, spec, variables],
  );
  const { json, payload, problems } = draft;
  const message =
    json || !spec.payload
      ? { event, payload: json && substitutePublic(json.value, variables), spec }
      : undefined;

  const edit = (next: string): void => {
    if (next === text) return;
    closeNotice(DRAFT_NOTICE);
    write(next);
  };
  /** Fills the draft by something else than typing; what was typed can be restored. */
  const fill = (next: string, what: string): void => {
    write(next);
    tell({ id: DRAFT_NOTICE, text: COMPOSER.filled(what), undo: () => writeDraft(event, text) });
  };
  const onExample = (example: Example): void =>
    fill(formatDraft(example.payload), COMPOSER.theExample(example.name));
  const jump: JumpHandle['jump'] = (path) => {
    if (tab === 'docs') onTab('form');
    editor.current?.jump(path);
  };

  return (
    <ComposerFrame
      {...actions}
      label={COMPOSER.send(event)}
      event={event}
      spec={spec}
      current={event}
      header={<EventHeader title={event} spec={spec} />}
      sending={payload && { args: [payload.value], ack: true }}
      problems={problems}
      onJump={jump}
      copied={{ message, problem: COMPOSER.notJson }}
      tools={
        spec.payload && (
          <DraftTools
            schema={spec.payload}
            examples={spec.examples ?? []}
            current={json?.value}
            onExample={onExample}
            onFill={fill}
          />
        )
      }
    >
      {(editing) => (
        <EditorTabs
          {...editing}
          ref={editor}
          event={event}
          spec={spec}
          tab={tab}
          onTab={onTab}
          text={text}
          onText={edit}
          draft={draft}
          onExample={onExample}
        />
      )}
    </ComposerFrame>
  );
}
