import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import { X } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useId, useMemo, useRef } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { formatSize } from '../../../lib/bytes.ts';
import { readUtf8, toJsonBytes } from '../../../lib/bytes-text.ts';
import { BYTES_FORMATS, type BytesKind, bytesOf } from './bytes-formats.ts';
import styles from './form.module.css';
import type { FormContext } from './form-context.ts';
import { HexView } from './hex-view.tsx';
import { useFieldText } from './use-field-text.ts';

const KINDS: { value: BytesKind; label: string }[] = [
  { value: 'file', label: 'File' },
  { value: 'base64', label: 'Base64' },
  { value: 'hex', label: 'Hex' },
  { value: 'text', label: 'Text' },
];

/** Binary: filled from a file, or typed as base64, hex or text; shown by its size, and by its bytes on request. */
export function BytesField(props: FieldProps<unknown, RJSFSchema, FormContext>): ReactElement {
  const { fieldPathId, formData, schema, name, required, rawErrors, onChange } = props;
  const { $id, path } = fieldPathId;
  const title = schema.title ?? name;
  const errorId = useId();
  const file = useRef<HTMLInputElement>(null);
  const { text, kind, reason, setText, setKind } = useFieldText<BytesKind>(props, BYTES_FORMATS, 'file');
  const bytes = useMemo(() => bytesOf(formData), [formData]);
  const isNoText = kind === 'text' && bytes !== undefined && readUtf8(bytes) === undefined;
  const errors = [...(reason === undefined ? [] : [reason]), ...(rawErrors ?? [])];

  const readFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = event.currentTarget.files ?? [];
    if (chosen) onChange(toJsonBytes(new Uint8Array(await chosen.arrayBuffer())), path);
  };
  const remove = (): void => {
    if (file.current) file.current.value = '';
    onChange(undefined, path);
  };
  return (
    <div>
      <label htmlFor={$id} className={styles.label}>
        {title}
        {required && (
          <span className={styles.required} aria-hidden>
            {' '}
            *
          </span>
        )}
      </label>
      {schema.description && <p className={styles.description}>{schema.description}</p>}
      <div className={styles.bytes}>
        <SegmentedControl
          size="xs"
          data={KINDS}
          aria-label="Kind of input"
          value={kind}
          onChange={(next) => setKind(next as BytesKind)}
        />
        {bytes && reason === undefined && (
          <>
            <Badge tone="ok">{formatSize(bytes.byteLength)}</Badge>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              leftSection={<X size={12} aria-hidden />}
              onClick={remove}
              aria-label={`Remove ${title}`}
            >
              Remove
            </Button>
          </>
        )}
      </div>
      {kind === 'file' ? (
        <input
          ref={file}
          id={$id}
          type="file"
          className={styles.file}
          aria-describedby={errorId}
          onChange={(event) => void readFile(event)}
        />
      ) : (
        <Textarea
          id={$id}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--sb-mono)' } }}
          value={text}
          error={errors.length > 0}
          aria-describedby={errorId}
          {...(isNoText && { placeholder: 'These bytes are no text: what is typed here takes their place.' })}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <div id={errorId}>
        {errors.map((error) => (
          <p key={error} className={styles.error}>
            {error}
          </p>
        ))}
      </div>
      {bytes && bytes.byteLength > 0 && reason === undefined && (
        <HexView bytes={bytes} label={`What is in ${title}`} />
      )}
    </div>
  );
}
