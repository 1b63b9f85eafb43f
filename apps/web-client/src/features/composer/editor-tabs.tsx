import { Button, Tabs } from '@mantine/core';
import type { EventSpec, Example } from '@switchboard/contract';
import type { ReactElement, Ref } from 'react';
import { lazyPart } from '../../components/lazy-part.tsx';
import ui from '../../components/ui.module.css';
import { payloadSchema } from '../../lib/payload-schema.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './composer.module.css';
import type { Editing } from './composer-frame.tsx';
import type { JumpHandle } from './problem-list.tsx';

export type EditorTab = 'form' | 'json' | 'docs';

const FormEditor = lazyPart(
  COMPOSER.theForm,
  () => import('./form/form-editor.tsx'),
  ({ FormEditor }) => FormEditor,
);

const JsonEditor = lazyPart(
  COMPOSER.theJsonEditor,
  () => import('./json/json-editor.tsx'),
  ({ JsonEditor }) => JsonEditor,
);

export const EventDocs = lazyPart(
  COMPOSER.docs,
  () => import('./docs/event-docs.tsx'),
  ({ EventDocs }) => EventDocs,
);

export interface EditorTabsProps extends Editing {
  readonly ref: Ref<JumpHandle>;
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly draft: JsonCheck;
  readonly onExample: (example: Example) => void;
}

/** The ways to write one draft, and to read about it. */
export function EditorTabs(props: EditorTabsProps): ReactElement {
  const { event, spec, tab, onTab, onExample, variables } = props;
  return (
    <Tabs
      value={tab}
      onChange={(value) => value && onTab(value as EditorTab)}
      keepMounted={false}
      classNames={{ root: ui.fill ?? '', panel: `${ui.scroller} ${styles.editor}` }}
    >
      <div className={styles.tabRow}>
        <Tabs.List aria-label={COMPOSER.editors}>
          <Tabs.Tab value="form">{COMPOSER.form}</Tabs.Tab>
          <Tabs.Tab value="json">{COMPOSER.json}</Tabs.Tab>
          <Tabs.Tab value="docs">{COMPOSER.docs}</Tabs.Tab>
        </Tabs.List>
        {variables}
      </div>
      <Tabs.Panel value="form">
        <Editor {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="json">
        <Editor {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="docs">
        <EventDocs event={event} spec={spec} onExample={onExample} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** The form, or the JSON editor: that is picked, or the form cannot show the draft. */
function Editor(props: EditorTabsProps): ReactElement {
  const { ref, event, spec, tab, onTab, text, onText, draft, onFieldProblem } = props;
  if (!spec.payload) return <p className={ui.hint}>{COMPOSER.noPayload}</p>;
  const schema = payloadSchema(spec.payload);
  const json = (
    <JsonEditor ref={ref} label={COMPOSER.payloadOf(event)} text={text} onText={onText} schema={schema} />
  );
  if (tab === 'json' || !schema) return json;
  if (!draft.json || draft.isInexact) {
    return (
      <div className={ui.failed}>
        <p>{draft.json ? COMPOSER.inexactForm : COMPOSER.noForm}</p>
        <Button variant="default" onClick={() => onTab('json')}>
          {COMPOSER.editAsJson}
        </Button>
      </div>
    );
  }
  return (
    <FormEditor
      ref={ref}
      draftId={event}
      schema={schema}
      value={draft.json.value}
      issues={draft.problems}
      onChange={(value) => onText(JSON.stringify(value, null, 2) ?? '')}
      onFieldProblem={onFieldProblem}
      fallback={({ message }) => (
        <>
          <p className={ui.hint} role="alert">
            {COMPOSER.formFailed(message)}
          </p>
          {json}
        </>
      )}
    />
  );
}
