import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import { useEffect, useState } from 'react';
import { readStoredJson, storeJson } from '../../../lib/storage.ts';
import type { Problem } from '../../../lib/variables.ts';

/** What the form's own fields need beside their value. */
export interface FormContext {
  /** Names the draft, so that texts which are no part of it yet are kept beside it. */
  readonly draftId: string;
  /** The whole draft in its JSON form. */
  readonly value: unknown;
  /** Puts a part into the draft; `undefined` takes it out. */
  write(path: readonly (string | number)[], part: unknown): void;
  /** Reports what the field holds that cannot be part of the draft yet; `undefined` if all is well. */
  onFieldProblem(id: string, problem: Problem | undefined): void;
}

export type FieldRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** How a value is written as text and read back. */
export interface FieldFormat {
  write(value: unknown): string;
  read(text: string): FieldRead;
}

export interface FieldText<Kind extends string> {
  readonly text: string;
  readonly kind: Kind;
  /** Why the text is not part of the draft. */
  readonly reason: string | undefined;
  readonly setText: (text: string) => void;
  /** The value as another kind of text; a text that cannot be read is taken for the new kind as it is. */
  readonly setKind: (kind: Kind) => void;
}

/** What is needed of a field of the form; also the shape for a field that stands alone. */
export interface TextFieldProps
  extends Pick<FieldProps<unknown, RJSFSchema, FormContext>, 'formData' | 'onChange'> {
  /** The element's id, and where the value is in the draft. */
  readonly fieldPathId: { readonly $id: string; readonly path: (string | number)[] };
  readonly registry: { readonly formContext: Pick<FormContext, 'draftId' | 'onFieldProblem'> };
}

/**
 * A field that is a text with a meaning. What cannot be read stays in the field, blocks sending, and is still there
 * after another tab, another event or a reload; it goes once the draft is changed elsewhere.
 */
export function useFieldText<Kind extends string>(
  props: TextFieldProps,
  formats: Readonly<Record<Kind, FieldFormat>>,
  firstKind: Kind,
): FieldText<Kind> {
  const { fieldPathId, formData, onChange, registry } = props;
  const { $id, path } = fieldPathId;
  const { onFieldProblem, draftId } = registry.formContext;
  const key = `${draftId} ${$id}`;
  const value = write(formData);
  const [field, setField] = useState(() => {
    const pending = readPendingText(key, value);
    const isKind = pending && Object.hasOwn(formats, pending.kind);
    return isKind
      ? { text: pending.text, kind: pending.kind as Kind, over: value }
      : { text: formats[firstKind].write(formData), kind: firstKind, over: value };
  });
  // The draft was changed elsewhere: by an example or in the JSON editor.
  if (field.over !== value) setField({ ...field, text: formats[field.kind].write(formData), over: value });
  const read = formats[field.kind].read(field.text);
  const reason = read.ok ? undefined : read.reason;

  useEffect(() => {
    onFieldProblem($id, reason === undefined ? undefined : { path: [...path], message: reason, fatal: true });
  }, [reason]);
  useEffect(() => () => onFieldProblem($id, undefined), []);

  const change = (text: string, kind: Kind): void => {
    const next = formats[kind].read(text);
    const over = next.ok ? write(next.value) : value;
    setField({ text, kind, over });
    keepPendingText(key, next.ok ? undefined : { text, kind, over });
    if (next.ok && over !== value) onChange(next.value, path);
  };
  return {
    text: field.text,
    kind: field.kind,
    reason,
    setText: (text) => change(text, field.kind),
    setKind: (kind) =>
      read.ok ? setField({ ...field, kind, text: formats[kind].write(formData) }) : change(field.text, kind),
  };
}

function write(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** What was typed into a field and cannot be part of the draft yet. */
interface PendingText {
  readonly text: string;
  /** How the text is meant, where a field can be filled in several ways. */
  readonly kind: string;
  /** The JSON of the field's value in the draft then: once that is another, the text is out of date. */
  readonly over: string;
}

const STORED = 'switchboard.pending-texts';
const storage = (): Storage => sessionStorage;

/** The pending text of a field, unless the draft was changed since. Survives a reload of this tab. */
function readPendingText(key: string, over: string): PendingText | undefined {
  const found = readAll()[key];
  return isPending(found) && found.over === over ? found : undefined;
}

/** Keeps a pending text, or forgets it if it is `undefined`. */
function keepPendingText(key: string, pending: PendingText | undefined): void {
  const { [key]: _, ...others } = readAll();
  storeJson(storage, STORED, pending ? { ...others, [key]: pending } : others);
}

function readAll(): Record<string, unknown> {
  const stored = readStoredJson(storage, STORED);
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
}

function isPending(value: unknown): value is PendingText {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['text', 'kind', 'over'].every((key) => typeof Reflect.get(value, key) === 'string')
  );
}
