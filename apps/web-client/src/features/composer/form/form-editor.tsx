import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/SimpleGrid.css';
import '@mantine/core/styles/Slider.css';
import '@mantine/core/styles/Fieldset.css';
import '@mantine/dates/styles.css';
import { generateForm } from '@rjsf/mantine';
import type { ErrorSchema, Experimental_DefaultFormStateBehavior, RJSFSchema } from '@rjsf/utils';
import type { Issue } from '@switchboard/contract';
import { type ReactElement, type Ref, useImperativeHandle, useMemo } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { setAtPath } from '../../../lib/at-path.ts';
import { ANY_JSON, BYTES, formSchema, type JsonSchema } from '../../../lib/payload-schema.ts';
import type { Problem } from '../../../lib/variables.ts';
import type { JumpHandle } from '../problem-list.tsx';
import { BytesField } from './bytes-field.tsx';
import type { FormContext } from './field-text.ts';
import styles from './form.module.css';
import { OptionalObjectTemplate } from './optional-object-template.tsx';
import { schemaValidator } from './schema-validator.ts';
import { TemplateField } from './template-field.tsx';
import { AnyJsonField, NumberField, TextWidget } from './text-fields.tsx';

const Form = generateForm<unknown, RJSFSchema, FormContext>();

export interface FormEditorProps {
  readonly ref: Ref<JumpHandle>;
  readonly draftId: string;
  readonly schema: JsonSchema;
  /** The draft in its JSON form. */
  readonly value: unknown;
  readonly issues: readonly Problem[];
  readonly onChange: (value: unknown) => void;
  readonly onFieldProblem: FormContext['onFieldProblem'];
  /** Shown in place of the form where its library fails at the schema. */
  readonly fallback: (error: Error) => ReactElement;
}

const FIELDS = { [BYTES]: BytesField, [ANY_JSON]: AnyJsonField, NumberField };
const TEMPLATES = { FieldTemplate: TemplateField, ObjectFieldTemplate: OptionalObjectTemplate };
const WIDGETS = { TextWidget };
// The send bar sends, not the form.
const UI = { 'ui:submitButtonOptions': { norender: true } };

// Only what someone wrote is sent: the form adds no defaults of its own.
const DEFAULTS: Experimental_DefaultFormStateBehavior = {
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
  constAsDefaults: 'never',
};

/** A form made of the schema. It shows the contract's own issues, not those of the JSON Schema. */
export function FormEditor(props: FormEditorProps): ReactElement {
  return (
    <ErrorBoundary resetKeys={[props.schema]} fallbackRender={({ error }) => props.fallback(error as Error)}>
      <SchemaForm {...props} />
    </ErrorBoundary>
  );
}

function SchemaForm(props: FormEditorProps): ReactElement {
  const { ref, draftId, schema, value, issues, onChange, onFieldProblem } = props;
  const marked = useMemo(() => formSchema(schema) as RJSFSchema, [schema]);
  const context: FormContext = {
    draftId,
    value,
    write: (path, part) => onChange(setAtPath(value, path, part)),
    onFieldProblem,
  };
  useImperativeHandle(ref, () => ({ jump: focusField }));
  return (
    <div className={styles.form}>
      <Form
        schema={marked}
        formData={value}
        formContext={context}
        validator={schemaValidator}
        fields={FIELDS}
        templates={TEMPLATES}
        widgets={WIDGETS}
        uiSchema={UI}
        extraErrors={toErrorSchema(issues)}
        experimental_defaultFormStateBehavior={DEFAULTS}
        onChange={({ formData }) => onChange(formData)}
        tagName="div"
        idPrefix="field"
        showErrorList={false}
        noHtml5Validate
      />
    </div>
  );
}

/** Focuses the form's field at `path`, or of the nearest value around it. */
function focusField(path: readonly (string | number)[]): void {
  for (let length = path.length; length > 0; length--) {
    const element = document.getElementById(['field', ...path.slice(0, length)].join('_'));
    const target = element?.matches('input, textarea, select, button')
      ? element
      : element?.querySelector<HTMLElement>('input, textarea, select, button');
    if (!target) continue;
    target.scrollIntoView({ block: 'nearest' });
    target.focus();
    return;
  }
  document.querySelector<HTMLElement>('[id^="field_"]')?.focus();
}

/** The contract's issues in the shape in which the form shows errors beside their fields. */
function toErrorSchema(issues: readonly Issue[]): ErrorSchema {
  const root: Node = {};
  for (const { path, message } of issues) {
    let node = root;
    for (const key of path) {
      const child = (node[key] as Node | undefined) ?? {};
      node[key] = child;
      node = child;
    }
    node.__errors = [...((node.__errors as string[] | undefined) ?? []), message];
  }
  return root as ErrorSchema;
}

interface Node {
  [key: string]: unknown;
}
