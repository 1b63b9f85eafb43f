import { Textarea } from '@mantine/core';
import { getTemplate, type WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';

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
