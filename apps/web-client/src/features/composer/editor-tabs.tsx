import { Button, Tabs } from '@mantine/core';
import type { EventSpec, Example } from '@switchboard/contract';
import type { ReactElement, Ref } from 'react';
import { lazyPart } from '../../components/lazy-part.tsx';
import { payloadSchema } from '../../lib/payload-schema.ts';
import type { Problem } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import type { DraftCheck } from './check-draft.ts';
import styles from './composer.module.css';
import type { JumpHandle } from './problem-list.tsx';
import { VariablesButton, type VariablesButtonProps } from './variables/variables-button.tsx';

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

export interface EditorTabsProps {
  readonly ref: Ref<JumpHandle>;
  readonly event: string;
  readonly spec: EventSpec;
  readonly tab: EditorTab;
  readonly onTab: (tab: EditorTab) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly draft: DraftCheck;
  /** Reports what a field holds that cannot be part of the draft yet. */
  readonly onFieldProblem: (id: string, problem: Problem | undefined) => void;
  readonly onExample: (example: Example) => void;
  readonly variables: VariablesButtonProps;
}

/** The ways to write one draft, and to read about it. */
export function EditorTabs(props: EditorTabsProps): ReactElement {
  const { event, spec, tab, onTab, onExample, variables } = props;
  return (
    <Tabs
      value={tab}
      onChange={(value) => value && onTab(value as EditorTab)}
      keepMounted={false}
      classNames={{ root: styles.tabs ?? '', panel: styles.tabPanel ?? '' }}
    >
      <div className={styles.tabRow}>
        <Tabs.List aria-label={COMPOSER.editors}>
          <Tabs.Tab value="form">{COMPOSER.form}</Tabs.Tab>
          <Tabs.Tab value="json">{COMPOSER.json}</Tabs.Tab>
          <Tabs.Tab value="docs">{COMPOSER.docs}</Tabs.Tab>
        </Tabs.List>
        <VariablesButton {...variables} />
      </div>
      <Tabs.Panel value="form">{spec.payload ? <FormPanel {...props} /> : <NoPayload />}</Tabs.Panel>
      <Tabs.Panel value="json">{spec.payload ? <JsonPanel {...props} /> : <NoPayload />}</Tabs.Panel>
      <Tabs.Panel value="docs">
        <EventDocs event={event} spec={spec} onExample={onExample} />
      </Tabs.Panel>
    </Tabs>
  );
}

function FormPanel(props: EditorTabsProps): ReactElement {
  const { ref, event, spec, onText, onTab, draft, onFieldProblem } = props;
  const schema = spec.payload && payloadSchema(spec.payload);
  if (!schema) return <JsonPanel {...props} />;
  const formProblem = problemOfForm(draft);
  if (formProblem !== undefined) {
    return (
      <div className={styles.notice}>
        <p>{formProblem}</p>
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
      value={draft.json?.value}
      issues={draft.problems}
      onChange={(value) => onText(JSON.stringify(value, null, 2) ?? '')}
      onFieldProblem={onFieldProblem}
      fallback={({ message }) => (
        <>
          <p className={styles.notice} role="alert">
            {COMPOSER.formFailed(message)}
          </p>
          <JsonPanel {...props} />
        </>
      )}
    />
  );
}

/** Why a form cannot show the draft. */
function problemOfForm({ json, isInexact }: DraftCheck): string | undefined {
  if (!json) return COMPOSER.noForm;
  if (isInexact) return COMPOSER.inexactForm;
  return undefined;
}

function JsonPanel({ ref, event, spec, text, onText }: EditorTabsProps): ReactElement {
  const schema = spec.payload && payloadSchema(spec.payload);
  return (
    <JsonEditor ref={ref} label={COMPOSER.payloadOf(event)} text={text} onText={onText} schema={schema} />
  );
}

function NoPayload(): ReactElement {
  return <p className={styles.notice}>{COMPOSER.noPayload}</p>;
}
