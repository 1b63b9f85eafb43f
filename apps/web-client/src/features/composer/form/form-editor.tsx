import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import '@mantine/core/styles/SimpleGrid.layer.css';
import '@mantine/core/styles/Slider.layer.css';
import '@mantine/dates/styles.layer.css';
import { Fieldset } from '@mantine/core';
import { generateForm, generateTemplates } from '@rjsf/mantine';
import {
  type ArrayFieldItemTemplateProps,
  canExpand,
  type ErrorSchema,
  ErrorSchemaBuilder,
  type Experimental_DefaultFormStateBehavior,
  type ObjectFieldTemplateProps,
  type RJSFSchema,
} from '@rjsf/utils';
import type { Issue } from '@switchboard/contract';
import { Plus, X } from 'lucide-react';
import { type ReactElement, type Ref, useImperativeHandle, useMemo } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { ANY_JSON, BYTES, formSchema, type JsonSchema } from '../../../contract/payload-schema.ts';
import type { Problem } from '../../../drafts/variables.ts';
import { getAtPath, setAtPath } from '../../../lib/at-path.ts';
import { EDITORS } from '../../../texts/editors.ts';
import type { JumpHandle } from '../problem-list.tsx';
import { BytesField } from './bytes-field.tsx';
import { type FormContext, moveTexts } from './field-text.ts';
import { schemaValidator } from './schema-validator.ts';
import { AnyJsonField, NumberField, TemplateField, TextWidget } from './text-fields.tsx';

const Form = generateForm<unknown, RJSFSchema, FormContext>();

export interface FormEditorProps extends Pick<FormContext, 'draftId' | 'onFieldProblem'> {
  readonly ref: Ref<JumpHandle>;
  readonly schema: JsonSchema;
  /** The draft in its JSON form. */
  readonly value: unknown;
  readonly issues: readonly Problem[];
  readonly onChange: (value: unknown) => void;
  /** Shown in place of the form where its library fails at the schema. */
  readonly fallback: (error: Error) => ReactElement;
}

const FIELDS = { [BYTES]: BytesField, [ANY_JSON]: AnyJsonField, NumberField };
const TEMPLATES = {
  FieldTemplate: TemplateField,
  ObjectFieldTemplate: ObjectTemplate,
  ArrayFieldItemTemplate: ItemTemplate,
};
const WIDGETS = { TextWidget };
/** The id of a field is its path. Names of fields have `_` in them, so that is no joint: `tags_0` is no item of `tags`. */
const PREFIX = 'field';
const JOINT = '/';
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
    <div style={{ maxWidth: 640 }}>
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
        idPrefix={PREFIX}
        idSeparator={JOINT}
        showErrorList={false}
        noHtml5Validate
      />
    </div>
  );
}

/** An object as a group of its fields. One that is optional is added and removed as a whole. */
function ObjectTemplate(props: ObjectFieldTemplateProps<unknown, RJSFSchema, FormContext>): ReactElement {
  const { title, description, required, properties, fieldPathId, registry, schema, uiSchema } = props;
  const { path, $id } = fieldPathId;
  const { value, write } = registry.formContext;
  const { AddButton } = registry.templates.ButtonTemplates;
  const fields = (
    <div className={ui.form}>
      {properties.map(({ name, content, hidden }) => !hidden && <div key={name}>{content}</div>)}
      {canExpand(schema, uiSchema, props.formData) && (
        <AddButton onClick={props.onAddProperty} registry={registry} {...(uiSchema && { uiSchema })} />
      )}
    </div>
  );
  if (path.length === 0) return fields;
  const isAbsent = !required && getAtPath(value, path) === undefined;
  return (
    <Fieldset id={$id} legend={title} variant="filled" p="sm" className={ui.form}>
      {description && <p className={ui.hint}>{description}</p>}
      {!required && (
        <div>
          <SmallButton icon={isAbsent ? Plus : X} onClick={() => write(path, isAbsent ? {} : undefined)}>
            {isAbsent ? EDITORS.add(title) : EDITORS.removePart(title)}
          </SmallButton>
        </div>
      )}
      {!isAbsent && fields}
    </Fieldset>
  );
}

const { ArrayFieldItemTemplate } = generateTemplates<unknown, RJSFSchema, FormContext>();

type ItemProps = ArrayFieldItemTemplateProps<unknown, RJSFSchema, FormContext>;

/** An item of a list. What its buttons move takes its texts along. */
function ItemTemplate(props: ItemProps): ReactElement | null {
  const { buttonsProps, index, totalItems, registry } = props;
  const { fieldPathId, onAddItem, onCopyItem, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  if (!ArrayFieldItemTemplate) return null;
  const places = [...Array(totalItems).keys()];
  const others = places.toSpliced(index, 1);
  const list = fieldPathId.path.slice(0, -1);
  const moving = (from: readonly number[], act: (event?: unknown) => void) => (event?: unknown) => {
    moveTexts(registry.formContext.draftId, list, from);
    act(event);
  };
  const buttons = {
    ...buttonsProps,
    onAddItem: moving(places.toSpliced(index + 1, 0, -1), onAddItem),
    onCopyItem: moving(places.toSpliced(index + 1, 0, -1), onCopyItem),
    onMoveUpItem: moving(others.toSpliced(index - 1, 0, index), onMoveUpItem),
    onMoveDownItem: moving(others.toSpliced(index + 1, 0, index), onMoveDownItem),
    onRemoveItem: moving(others, onRemoveItem),
  };
  return <ArrayFieldItemTemplate {...props} buttonsProps={buttons} />;
}

const INPUT = ':is(input, textarea, select, button)';

/** Focuses the form's field at `path`, or of the nearest value around it. */
function focusField(path: readonly (string | number)[]): void {
  for (let length = path.length; length > 0; length--) {
    const id = `#${CSS.escape([PREFIX, ...path.slice(0, length)].join(JOINT))}`;
    const target = document.querySelector<HTMLElement>(`${id}${INPUT}, ${id} ${INPUT}`);
    if (target) return void target.focus();
  }
  document.querySelector<HTMLElement>(`[id^="${PREFIX}${JOINT}"]`)?.focus();
}

/** The contract's issues in the shape in which the form shows errors beside their fields. */
function toErrorSchema(issues: readonly Issue[]): ErrorSchema {
  const builder = new ErrorSchemaBuilder();
  for (const { path, message } of issues) builder.addErrors(message, [...path]);
  return builder.ErrorSchema;
}
