import { TextInput } from '@mantine/core';
import { generateTemplates } from '@rjsf/mantine';
import type { FieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { Braces } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { readJson } from '../../../lib/read-json.ts';
import { namesVariable } from '../../../lib/variables.ts';
import { EDITORS } from '../../../texts/editors.ts';
import type { FormContext } from './field-text.ts';

type Props = FieldTemplateProps<unknown, RJSFSchema, FormContext>;

const { FieldTemplate } = generateTemplates<unknown, RJSFSchema, FormContext>();

/** Shows a text as a text where the schema's own field could not, as `{{count}}` in the place of a number. */
export function TemplateField(props: Props): ReactElement | null {
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

function TextField(props: Props & { onEditing: (editing: boolean) => void }): ReactElement {
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
      styles={{ input: { fontFamily: 'var(--sb-mono)' } }}
      value={typeof formData === 'string' ? formData : formData === undefined ? '' : JSON.stringify(formData)}
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
  if ([type].flat().includes('string')) return text;
  const read = readJson(text);
  return read.ok && read.inexact.length === 0 ? read.value : text;
}
