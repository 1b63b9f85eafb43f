import { Textarea, TextInput } from '@mantine/core';
import { type FieldProps, getTemplate, type RJSFSchema, type WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { inexactProblem, isExact, NUMBER, readJson } from '../../../lib/read-json.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { type FieldFormat, type FormContext, useFieldText } from './field-text.ts';

type Props = FieldProps<unknown, RJSFSchema, FormContext>;

/** A number as it is typed. One that JavaScript cannot hold stays in the field and blocks sending. */
export function NumberField(props: Props): ReactElement | null {
  const { schema, registry } = props;
  if (schema.enum === undefined && schema.const === undefined) return <TypedNumber {...props} />;
  // A list to pick from gives the number itself.
  const { StringField: Picked } = registry.fields;
  return Picked ? <Picked {...props} /> : null;
}

function TypedNumber(props: Props): ReactElement {
  const { fieldPathId, schema, name, required, rawErrors } = props;
  const { text, reason, setText } = useFieldText(props, NUMBERS, 'number');
  return (
    <TextInput
      id={fieldPathId.$id}
      label={schema.title ?? name}
      description={schema.description}
      required={required ?? false}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={reason ?? rawErrors?.join('\n')}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

const number: FieldFormat = {
  write: (value) => (value === undefined || value === null ? '' : String(value)),
  read: (written) => {
    const text = written.trim();
    if (text === '') return { ok: true, value: undefined };
    if (!NUMBER.test(text)) return { ok: false, reason: EDITORS.notNumber };
    const value = Number(text);
    if (isExact(text)) return { ok: true, value };
    return { ok: false, reason: inexactProblem({ path: [], text, becomes: value }) };
  },
};

const NUMBERS = { number };

/** Any JSON, as text. What is not JSON yet stays in the field and blocks sending. */
export function AnyJsonField(props: Props): ReactElement {
  const { fieldPathId, schema, name, required, rawErrors } = props;
  const { text, reason, setText } = useFieldText(props, JSON_TEXTS, 'json');
  return (
    <Textarea
      id={fieldPathId.$id}
      label={schema.title ?? name}
      description={schema.description ?? EDITORS.anyJson}
      required={required ?? false}
      autosize
      minRows={3}
      maxRows={16}
      styles={{ input: { fontFamily: 'var(--sb-mono)' } }}
      spellCheck={false}
      value={text}
      error={reason ?? rawErrors?.join('\n')}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

const json: FieldFormat = {
  write: (value) => (value === undefined ? '' : JSON.stringify(value, null, 2)),
  read: (text) => {
    if (text.trim() === '') return { ok: true, value: undefined };
    const read = readJson(text);
    const [inexact] = read.ok ? read.inexact : [];
    return inexact ? { ok: false, reason: inexactProblem(inexact) } : read;
  },
};

const JSON_TEXTS = { json };

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
      onChange={(event) =>
        onChange(event.currentTarget.value === '' ? options.emptyValue : event.currentTarget.value)
      }
    />
  );
}
