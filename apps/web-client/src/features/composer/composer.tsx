import { Button, Tabs } from '@mantine/core';
import { type EventSpec, type Example, type Issue, type Schema, validateNow } from '@switchboard/contract';
import { type ReactElement, useMemo, useRef } from 'react';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import { payloadSchema } from '../../contract/payload-schema.ts';
import { checkJson, type JsonCheck } from '../../drafts/args-draft.ts';
import {
  DRAFT_NOTICE,
  draftKey,
  formatDraft,
  replaceDrafts,
  useDraft,
  useReplaced,
} from '../../drafts/drafts.ts';
import { substitutePublic, useVariables, type Variables } from '../../drafts/variables.ts';
import { errorMessage } from '../../lib/in-words.ts';
import { closeNotice, notify } from '../../lib/notice.ts';
import { serverAt } from '../../links/connection-settings.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';
import { type ComposerActions, ComposerFrame, type Editing } from './composer-frame.tsx';
import { DraftTools } from './draft-tools.tsx';
import { EventDocs, EventHeader } from './event-reader.tsx';
import type { JumpHandle } from './problem-list.tsx';

const FormEditor = lazyPart(COMPOSER.theForm, () => import('./form/form-editor.tsx'), 'FormEditor');

const JsonEditor = lazyPart(COMPOSER.theJsonEditor, () => import('./json/json-editor.tsx'), 'JsonEditor');

export type EditorTab = 'form' | 'json' | 'docs';

export interface ComposerProps extends ComposerActions {
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
}

const NO_PAYLOAD: JsonCheck = { payload: { value: null }, problems: [] };

/** Writes and sends one event of the contract. Give it a `key` of the event. */
export function Composer({ event, spec, tab, onTab, ...actions }: ComposerProps): ReactElement {
  const key = draftKey(actions.entry.settings, event);
  const [text, write] = useDraft(key, formatDraft(spec.examples?.[0]?.payload));
  const replaced = useReplaced(key);
  const editor = useRef<JumpHandle>(null);
  const values = useVariables(serverAt(actions.entry.settings));
  const draft = useMemo(
    () => (spec.payload ? checkDraft(text, spec.payload, values) : NO_PAYLOAD),
    [text, spec, values],
  );
  const { json, payload, problems, isInexact } = draft;
  const message =
    json || !spec.payload
      ? { event, payload: json && substitutePublic(json.value, values), spec, isDraft: true }
      : undefined;

  const edit = (next: string): void => {
    if (next === text) return;
    closeNotice(DRAFT_NOTICE);
    write(next);
  };
  /** Fills the draft by something else than typing; what was typed can be restored. */
  const fill = (next: string, what: string): void => {
    const undo = replaceDrafts({ [key]: next });
    notify({ id: DRAFT_NOTICE, text: COMPOSER.filled(what), undo });
  };
  const onExample = (example: Example): void =>
    fill(formatDraft(example.payload), COMPOSER.theExample(example.name));
  const jump: JumpHandle['jump'] = (path) => {
    if (tab === 'docs') onTab('form');
    editor.current?.jump(path);
  };

  const schema = spec.payload && payloadSchema(spec.payload);
  const noPayload = !spec.payload && <p className={ui.hint}>{COMPOSER.noPayload}</p>;
  const jsonEditor = (
    <JsonEditor ref={editor} label={COMPOSER.payloadOf(event)} text={text} onText={edit} schema={schema} />
  );
  const form = (onFieldProblem: Editing['onFieldProblem']): ReactElement => {
    if (!schema) return jsonEditor;
    if (!json || isInexact) {
      return (
        <div className={ui.failed}>
          <p>{json ? COMPOSER.inexactForm : COMPOSER.noForm}</p>
          <Button variant="default" onClick={() => onTab('json')}>
            {COMPOSER.editAsJson}
          </Button>
        </div>
      );
    }
    return (
      <FormEditor
        key={replaced}
        ref={editor}
        draftId={key}
        schema={schema}
        value={json.value}
        issues={problems}
        onChange={(value) => edit(JSON.stringify(value, null, 2) ?? '')}
        onFieldProblem={onFieldProblem}
        fallback={(error) => (
          <>
            <p className={ui.hint} role="alert">
              {COMPOSER.formFailed(error.message)}
            </p>
            {jsonEditor}
          </>
        )}
      />
    );
  };

  return (
    <ComposerFrame
      {...actions}
      label={COMPOSER.send(event)}
      event={event}
      spec={spec}
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
      {({ variables, onFieldProblem }) => (
        <Tabs
          value={tab}
          onChange={(value) => value && onTab(value as EditorTab)}
          keepMounted={false}
          classNames={{
            root: `${ui.fill} ${styles.body} ${styles.tabs}`,
            panel: `${ui.scroller} ${styles.editor}`,
          }}
        >
          <div className={styles.tabRow}>
            <Tabs.List aria-label={COMPOSER.editors}>
              <Tabs.Tab value="form">{COMPOSER.form}</Tabs.Tab>
              <Tabs.Tab value="json">{COMPOSER.json}</Tabs.Tab>
              <Tabs.Tab value="docs">{COMPOSER.docs}</Tabs.Tab>
            </Tabs.List>
            {variables}
          </div>
          <Tabs.Panel value="form">{noPayload || form(onFieldProblem)}</Tabs.Panel>
          <Tabs.Panel value="json">{noPayload || jsonEditor}</Tabs.Panel>
          <Tabs.Panel value="docs">
            <EventDocs event={event} spec={spec} onExample={onExample} />
          </Tabs.Panel>
        </Tabs>
      )}
    </ComposerFrame>
  );
}

/** Reads a draft and checks what it says against the schema of its event. An empty text is no payload. */
export function checkDraft(text: string, schema: Schema, variables: Variables = {}): JsonCheck {
  if (text.trim() === '') {
    const isNeeded = issuesOf(schema, null).length > 0;
    const problems = isNeeded ? [{ path: [], message: COMPOSER.payloadMissing, fatal: false }] : [];
    return { json: { value: undefined }, payload: { value: null }, problems };
  }
  const draft = checkJson(text, variables);
  const { payload, problems } = draft;
  if (!payload) return draft;
  const issues = issuesOf(schema, payload.value).filter(
    ({ path }) => !problems.some((place) => isAt(path, place.path)),
  );
  return { ...draft, problems: [...problems, ...issues.map((issue) => ({ ...issue, fatal: false }))] };
}

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  try {
    const validation = validateNow(schema, value);
    return validation.ok ? [] : validation.issues;
  } catch (error) {
    return [{ path: [], message: errorMessage(error) }];
  }
}

function isAt(path: Issue['path'], place: Issue['path']): boolean {
  return path.length >= place.length && place.every((key, index) => path[index] === key);
}
