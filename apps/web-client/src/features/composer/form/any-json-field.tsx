import { Textarea } from '@mantine/core';
import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { inexactProblem, readJson } from '../../../lib/read-json.ts';
import type { FormContext } from './form-context.ts';
import { type FieldFormat, useFieldText } from './use-field-text.ts';

/** Any JSON, as text. What is not JSON yet stays in the field and blocks sending. */
export function AnyJsonField(props: FieldProps<unknown, RJSFSchema, FormContext>): ReactElement {
  const { fieldPathId, schema, name, required, rawErrors } = props;
  const { text, reason, setText } = useFieldText(props, FORMATS, 'json');
  return (
    <Textarea
      id={fieldPathId.$id}
      label={schema.title ?? name}
      description={schema.description ?? 'Any JSON'}
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

const FORMATS = { json };
