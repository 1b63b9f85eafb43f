import { Textarea, TextInput } from '@mantine/core';
import { type FieldProps, getTemplate, type RJSFSchema, type WidgetProps } from '@rjsf/utils';
import type { ChangeEvent, ReactElement } from 'react';
import ui from '../../../components/ui.module.css';
import { inexactProblem, isExact, NUMBER, readJson } from '../../../lib/read-json.ts';
import { EDITORS } from '../../../texts/editors.ts';
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
    if (!NUMBER.test(text)) return { ok: false, reason: EDITORS.notNumber };
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
