import { Textarea } from '@mantine/core';
import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import { type ReactElement, useEffect, useState } from 'react';
import type { FormContext } from './form-context.ts';

/** Any JSON, as text. What is not JSON yet stays in the field and blocks sending. */
export function AnyJsonField(props: FieldProps<unknown, RJSFSchema, FormContext>): ReactElement {
  const { fieldPathId, formData, schema, name, required, rawErrors, onChange, registry } = props;
  const { $id, path } = fieldPathId;
  const { onFieldProblem } = registry.formContext;
  const title = schema.title ?? name;
  const [text, setText] = useState(() => write(formData));
  const [reason, setReason] = useState<string>();

  // The draft was changed elsewhere: by an example or in the JSON editor.
  const shown = read(text);
  const differs = shown.ok && JSON.stringify(shown.value) !== JSON.stringify(formData);
  if (differs) setText(write(formData));
  useEffect(() => () => onFieldProblem($id, undefined), []);

  const change = (next: string): void => {
    setText(next);
    const parsed = read(next);
    setReason(parsed.ok ? undefined : parsed.reason);
    onFieldProblem(
      $id,
      parsed.ok ? undefined : { path: [...path], message: `Not JSON: ${parsed.reason}`, fatal: true },
    );
    if (parsed.ok) onChange(parsed.value, path);
  };
  return (
    <Textarea
      id={$id}
      label={title}
      description={schema.description ?? 'Any JSON'}
      required={required ?? false}
      autosize
      minRows={3}
      maxRows={16}
      styles={{ input: { fontFamily: 'var(--sb-mono)' } }}
      spellCheck={false}
      value={text}
      error={reason ? `Not JSON: ${reason}` : rawErrors?.join('\n')}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

type Read = { ok: true; value: unknown } | { ok: false; reason: string };

function read(text: string): Read {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function write(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}
