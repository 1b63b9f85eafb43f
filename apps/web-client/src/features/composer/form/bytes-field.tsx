import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { Input, SegmentedControl } from '@mantine/core';
import { X } from 'lucide-react';
import { type ChangeEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { namesVariable } from '../../../drafts/variables.ts';
import {
  type BytesRead,
  formatSize,
  hexDump,
  isJsonBytes,
  readBase64,
  readHex,
  readUtf8,
  toJsonBytes,
  writeHex,
} from '../../../lib/bytes.ts';
import { COMPOSER } from '../../../texts/composer.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { type FieldFormat, type FieldRead, type TextFieldProps, useFieldText } from './field-text.ts';

/** Bytes: more than servers take, and as much as a page can check at every key. */
const MAX_FILE = 8 * 1024 * 1024;

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
  const file = useRef<HTMLInputElement>(null);
  const { text, kind, reason, setText, setKind } = useFieldText<BytesKind>(props, BYTES_FORMATS, 'file');
  const bytes = useMemo(() => bytesOf(formData), [formData]);
  const isNoText = kind === 'text' && bytes !== undefined && readUtf8(bytes) === undefined;
  const [refused, setRefused] = useState<string>();
  const error = [refused, reason, ...(rawErrors ?? [])].filter(Boolean).join('\n');
  const shown = reason === undefined ? bytes : undefined;

  const readFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = event.currentTarget.files ?? [];
    const isTooLarge = chosen !== undefined && chosen.size > MAX_FILE;
    setRefused(isTooLarge ? EDITORS.fileTooLarge(formatSize(chosen.size), formatSize(MAX_FILE)) : undefined);
    if (chosen && !isTooLarge) onChange(toJsonBytes(new Uint8Array(await chosen.arrayBuffer())), path);
  };
  const remove = (): void => {
    if (file.current) file.current.value = '';
    onChange(undefined, path);
  };
  const input = { size: 'xs', error: error !== '' } as const;
  return (
    <div>
      <Input.Wrapper
        id={$id}
        size="xs"
        label={title}
        description={schema.description}
        required={required ?? false}
        error={error}
      >
        <div className={ui.bar} style={{ marginBlock: 4 }}>
          <SegmentedControl
            size="xs"
            data={KINDS}
            aria-label={EDITORS.inputFormat}
            value={kind}
            onChange={(next) => setKind(next as BytesKind)}
          />
          {shown && (
            <>
              <Badge tone="ok">{formatSize(shown.byteLength)}</Badge>
              <SmallButton icon={X} onClick={remove} aria-label={EDITORS.removePart(title)}>
                {EDITORS.removeButton}
              </SmallButton>
            </>
          )}
        </div>
        {kind === 'file' ? (
          <Input {...input} ref={file} type="file" onChange={(event) => void readFile(event)} />
        ) : (
          <Input
            {...input}
            component="textarea"
            multiline
            rows={3}
            spellCheck={false}
            classNames={{ input: ui.mono ?? '' }}
            value={text}
            placeholder={isNoText ? EDITORS.notText : ''}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Input.Wrapper>
      {shown && shown.byteLength > 0 && <HexView bytes={shown} label={EDITORS.bytesOf(title)} />}
    </div>
  );
}

const SHOWN = 1_024;

/** The bytes in rows of sixteen: where, in hex, and what can be read of them. */
function HexView({ bytes, label }: { bytes: Uint8Array; label: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const more = bytes.byteLength - SHOWN;
  return (
    <details
      className={ui.hint}
      style={{ marginTop: 4 }}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{label}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
        <section tabIndex={0} aria-label={label} className={ui.code} style={{ maxHeight: 220 }}>
          <pre style={{ whiteSpace: 'pre' }}>{hexDump(bytes, SHOWN)}</pre>
          {more > 0 && <p>{EDITORS.moreBytes(more)}</p>}
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
  return { ok: false, reason: COMPOSER.notOfKind(kind, read.message, read.position) };
}

const base64: FieldFormat = {
  write: (value) => (isJsonBytes(value) ? value.$bytes : ''),
  read: (text) =>
    namesVariable(text) ? { ok: true, value: { $bytes: text } } : toField(readBase64(text), 'base64'),
};

const hex: FieldFormat = {
  write: (value) => writeHex(bytesOf(value) ?? new Uint8Array()),
  read: (text) => toField(readHex(text), 'hex'),
};

const text: FieldFormat = {
  write: (value) => readUtf8(bytesOf(value) ?? new Uint8Array()) ?? '',
  read: (written) => ({ ok: true, value: toJsonBytes(new TextEncoder().encode(written)) }),
};

// A file is read by the field itself; the text below it is the base64 that the draft holds.
const BYTES_FORMATS: Readonly<Record<BytesKind, FieldFormat>> = { file: base64, base64, hex, text };
