import { TextInput } from '@mantine/core';
import { getDefaultRegistry } from '@rjsf/core';
import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { inexactProblem, isExact } from '../../../lib/read-json.ts';
import type { FormContext } from './form-context.ts';
import { type FieldFormat, useFieldText } from './use-field-text.ts';

type Props = FieldProps<unknown, RJSFSchema, FormContext>;

const { NumberField: PickedNumber } = getDefaultRegistry<unknown, RJSFSchema, FormContext>().fields;

/** A number as it is typed. One that JavaScript cannot hold stays in the field and blocks sending. */
export function NumberField(props: Props): ReactElement | null {
  const { enum: options, const: only } = props.schema;
  if (options === undefined && only === undefined) return <TypedNumber {...props} />;
  return PickedNumber ? <PickedNumber {...props} /> : null;
}

function TypedNumber(props: Props): ReactElement {
  const { fieldPathId, schema, name, required, rawErrors } = props;
  const { text, reason, setText } = useFieldText(props, FORMATS, 'number');
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

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const number: FieldFormat = {
  write: (value) => (value === undefined || value === null ? '' : String(value)),
  read: (written) => {
    const text = written.trim();
    if (text === '') return { ok: true, value: undefined };
    if (!NUMBER.test(text)) return { ok: false, reason: 'This is not a number.' };
    const value = Number(text);
    if (isExact(text)) return { ok: true, value };
    return { ok: false, reason: inexactProblem({ path: [], text, becomes: value }) };
  },
};

const FORMATS = { number };
