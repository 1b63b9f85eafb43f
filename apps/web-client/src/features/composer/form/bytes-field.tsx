import { EDITORS } from '../../../texts/editors.ts';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { X } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useId, useMemo, useRef, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import {
  type BytesRead,
  formatSize,
  hexRows,
  isJsonBytes,
  readBase64,
  readHex,
  readUtf8,
  toJsonBytes,
  writeHex,
} from '../../../lib/bytes.ts';
import { namesVariable } from '../../../lib/variables.ts';
import { type FieldFormat, type FieldRead, type TextFieldProps, useFieldText } from './field-text.ts';
import styles from './form.module.css';

type BytesKind = 'file' | 'base64' | 'hex' | 'text';

const KINDS = Object.entries(EDITORS.inputFormats).map(([value, label]) => ({ value, label }));

export interface BytesFieldProps extends TextFieldProps {
  readonly schema: { readonly title?: string | undefined; readonly description?: string | undefined };
  readonly name: string;
  readonly required?: boolean | undefined;
  readonly rawErrors?: string[] | undefined;
}

/** Binary: filled from a file, or typed as base64, hex or text; shown by its size, and by its bytes on request. */
export function BytesField(props: BytesFieldProps): ReactElement {
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
          aria-label={EDITORS.inputFormat}
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
              aria-label={EDITORS.removePart(title)}
            >
              {EDITORS.removeButton}
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
          {...(isNoText && { placeholder: EDITORS.notText })}
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
        <HexView bytes={bytes} label={EDITORS.bytesOf(title)} />
      )}
    </div>
  );
}

const SHOWN = 1_024;

/** The bytes in rows of sixteen: where, in hex, and what can be read of them. */
function HexView({ bytes, label }: { bytes: Uint8Array; label: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const more = bytes.byteLength - SHOWN;
  return (
    <details className={styles.hex} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
        <section tabIndex={0} aria-label={label} className={styles.hexRows}>
          <pre>
            {hexRows(bytes, SHOWN)
              .map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}`)
              .join('\n')}
          </pre>
          {more > 0 && <p className={styles.description}>{EDITORS.moreBytes(more)}</p>}
        </section>
      )}
    </details>
  );
}

/** The bytes that a field of a draft holds; `undefined` if it holds none, or a variable. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (!isJsonBytes(value)) return undefined;
  const read = readBase64(value.$bytes);
  return read.ok ? read.bytes : undefined;
}

function toField(read: BytesRead, kind: string): FieldRead {
  if (read.ok) return { ok: true, value: toJsonBytes(read.bytes) };
  return { ok: false, reason: EDITORS.notOfKind(kind, read.message, read.position) };
}

const base64: FieldFormat = {
  write: (value) => (isJsonBytes(value) ? value.$bytes : ''),
  read: (text) => {
    if (text === '') return { ok: true, value: undefined };
    if (namesVariable(text)) return { ok: true, value: { $bytes: text } };
    return toField(readBase64(text), 'base64');
  },
};

const hex: FieldFormat = {
  write: (value) => writeHex(bytesOf(value) ?? new Uint8Array()),
  read: (text) => (text === '' ? { ok: true, value: undefined } : toField(readHex(text), 'hex')),
};

const text: FieldFormat = {
  write: (value) => readUtf8(bytesOf(value) ?? new Uint8Array()) ?? '',
  read: (written) =>
    written === ''
      ? { ok: true, value: undefined }
      : { ok: true, value: toJsonBytes(new TextEncoder().encode(written)) },
};

// A file is read by the field itself; the text below it is the base64 that the draft holds.
const BYTES_FORMATS: Readonly<Record<BytesKind, FieldFormat>> = { file: base64, base64, hex, text };
