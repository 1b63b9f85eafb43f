import { Button } from '@mantine/core';
import type { FieldProps } from '@rjsf/utils';
import { toJson } from '@switchboard/contract';
import { X } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useRef } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { base64Size, formatSize, isJsonBytes } from '../../../lib/bytes.ts';
import styles from './form.module.css';

/** Binary: filled from a file, shown by its size. */
export function BytesField(props: FieldProps): ReactElement {
  const { fieldPathId, formData, schema, name, required, rawErrors, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const { $id, path } = fieldPathId;
  const read = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.currentTarget.files ?? [];
    if (file) onChange(toJson(new Uint8Array(await file.arrayBuffer())), path);
  };
  const remove = (): void => {
    if (input.current) input.current.value = '';
    onChange(undefined, path);
  };
  return (
    <div className={styles.bytes}>
      <label htmlFor={$id} className={styles.label}>
        {schema.title ?? name}
        {required && (
          <span className={styles.required} aria-hidden>
            {' '}
            *
          </span>
        )}
      </label>
      {schema.description && <p className={styles.description}>{schema.description}</p>}
      <div className={styles.file}>
        <input ref={input} id={$id} type="file" onChange={(event) => void read(event)} />
        {isJsonBytes(formData) && (
          <>
            <Badge tone="ok">{formatSize(base64Size(formData.$bytes))}</Badge>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              leftSection={<X size={12} aria-hidden />}
              onClick={remove}
              aria-label={`Remove ${schema.title ?? name}`}
            >
              Remove
            </Button>
          </>
        )}
      </div>
      {rawErrors?.map((error) => (
        <p key={error} className={styles.error}>
          {error}
        </p>
      ))}
    </div>
  );
}
