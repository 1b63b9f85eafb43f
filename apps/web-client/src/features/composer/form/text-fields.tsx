import { Textarea, TextInput } from '@mantine/core';
import { generateTemplates } from '@rjsf/mantine';
import {
  type FieldProps,
  type FieldTemplateProps,
  getTemplate,
  type RJSFSchema,
  type WidgetProps,
} from '@rjsf/utils';
import { Braces } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import ui from '../../../components/ui.module.css';
import { namesVariable } from '../../../drafts/variables.ts';
import { inexactProblem, isExact, NUMBER, readJson } from '../../../lib/read-json.ts';
import { COMPOSER } from '../../../texts/composer.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { readValue } from '../variables/value-text.ts';
import { type FieldFormat, type FormContext, useFieldText } from './field-text.ts';

type Props = FieldProps<unknown, RJSFSchema, FormContext>;

/** What a field whose value is written as text gives to its input. */
function useInput(props: Props, format: FieldFormat) {
  const { fieldPathId, schema, name, required, rawErrors } = props;
  const { text, reason, setText } = useFieldText(props, { text: format }, 'text');
  return {
    id: fieldPathId.$id,
    label: schema.title ?? name,
    description: schema.description,
    required: required ?? false,
    value: text,
    error: reason ?? rawErrors?.join('\n'),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setText(event.currentTarget.value),
  };
}

/** A number as it is typed. One that JavaScript cannot hold stays in the field and blocks sending. */
export function NumberField(props: Props): ReactElement | null {
  const { schema, registry } = props;
  if (schema.enum === undefined && schema.const === undefined) return <TypedNumber {...props} />;
  // A list to pick from gives the number itself.
  const { StringField: Picked } = registry.fields;
  return Picked ? <Picked {...props} /> : null;
}

function TypedNumber(props: Props): ReactElement {
  return <TextInput {...useInput(props, NUMBERS)} inputMode="decimal" autoComplete="off" />;
}

const NUMBERS: FieldFormat = {
  write: (value) => String(value ?? ''),
  read: (written) => {
    const text = written.trim();
    if (!NUMBER.test(text)) return { ok: false, reason: COMPOSER.notNumber };
    const value = Number(text);
    if (isExact(text)) return { ok: true, value };
    return { ok: false, reason: inexactProblem({ path: [], text, becomes: value }) };
  },
};

/** Any JSON, as text. What is not JSON yet stays in the field and blocks sending. */
export function AnyJsonField(props: Props): ReactElement {
  const { description = EDITORS.anyJson, ...input } = useInput(props, JSON_TEXTS);
  return (
    <Textarea
      {...input}
      description={description}
      autosize
      minRows={3}
      maxRows={16}
      classNames={{ input: ui.mono ?? '' }}
      spellCheck={false}
    />
  );
}

const JSON_TEXTS: FieldFormat = {
  write: (value) => JSON.stringify(value, null, 2) ?? '',
  read: (text) => {
    const read = readJson(text);
    const [inexact] = read.ok ? read.inexact : [];
    return inexact ? { ok: false, reason: inexactProblem(inexact) } : read;
  },
};

/** A text longer than this gets room for several lines. */
const LINE = 200;

/** One line for a short text, several for a long one. */
export function TextWidget(props: WidgetProps): ReactElement {
  const { id, schema, value, required, label, options, onChange, rawErrors, registry } = props;
  if (schema.type !== 'string' || (schema.maxLength ?? 0) <= LINE) {
    const OneLine = getTemplate<'BaseInputTemplate'>('BaseInputTemplate', registry, options);
    // Without a value the input would be an uncontrolled one.
    return <OneLine {...props} value={value ?? ''} />;
  }
  return (
    <Textarea
      id={id}
      label={label}
      description={schema.description}
      required={required ?? false}
      autosize
      minRows={2}
      maxRows={10}
      value={typeof value === 'string' ? value : ''}
      error={rawErrors?.join('\n')}
      onChange={({ currentTarget }) => onChange(currentTarget.value || options.emptyValue)}
    />
  );
}

type TemplateProps = FieldTemplateProps<unknown, RJSFSchema, FormContext>;

const { FieldTemplate } = generateTemplates<unknown, RJSFSchema, FormContext>();

/** Shows a text as a text where the schema's own field could not, as `{{count}}` in the place of a number. */
export function TemplateField(props: TemplateProps): ReactElement | null {
  const { schema, formData, children } = props;
  const [editing, setEditing] = useState(false);
  if (!FieldTemplate) return null;
  const asText = editing || (typeof formData === 'string' && !showsText(schema, formData));
  return (
    <FieldTemplate {...props}>
      {asText ? <TextField {...props} onEditing={setEditing} /> : children}
    </FieldTemplate>
  );
}

/** Whether the field that the form has for the schema can show this text. */
function showsText(
  { type, format, enum: options, const: only, anyOf, oneOf, $id }: RJSFSchema,
  text: string,
): boolean {
  if ($id !== undefined || !namesVariable(text)) {
    const types = [type ?? 'string'].flat();
    return $id === 'any-json' || types.includes('string') || anyOf !== undefined || oneOf !== undefined;
  }
  return type === 'string' && !format && !options && only === undefined && !anyOf && !oneOf;
}

function TextField(props: TemplateProps & { onEditing: (editing: boolean) => void }): ReactElement {
  const { fieldPathId, schema, label, required, rawErrors, formData, onChange, onEditing } = props;
  const { $id, path } = fieldPathId;
  return (
    <TextInput
      id={$id}
      label={label}
      description={schema.description}
      required={required ?? false}
      autoComplete="off"
      spellCheck={false}
      rightSection={<Braces size={13} aria-label={EDITORS.variableMark} />}
      classNames={{ input: ui.mono ?? '' }}
      value={typeof formData === 'string' ? formData : (JSON.stringify(formData) ?? '')}
      error={rawErrors?.join('\n')}
      onFocus={() => onEditing(true)}
      onBlur={() => onEditing(false)}
      onChange={(event) => onChange(readText(event.currentTarget.value, schema), path)}
    />
  );
}

/** What was typed in the place of a variable: a value of the schema's type where it is one. */
function readText(text: string, { type }: RJSFSchema): unknown {
  if (text === '') return undefined;
  return [type].flat().includes('string') ? text : readValue(text);
}
