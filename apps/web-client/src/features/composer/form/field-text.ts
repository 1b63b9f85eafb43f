import type { FieldProps, RJSFSchema } from '@rjsf/utils';
import type { Path } from '@switchboard/contract';
import { useEffect, useMemo, useState } from 'react';
import { readPendingTexts, writePendingTexts } from '../../../drafts/pending-texts.ts';
import type { Editing } from '../composer-frame.tsx';

/** What the form's own fields need beside their value. */
export interface FormContext extends Pick<Editing, 'onFieldProblem'> {
  /** Names the draft, so that texts which are no part of it yet are kept beside it. */
  readonly draftId: string;
  /** The whole draft in its JSON form. */
  readonly value: unknown;
  /** Puts a part into the draft; `undefined` takes it out. */
  write(path: readonly (string | number)[], part: unknown): void;
}

export type FieldRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** How a value is written as text and read back. An empty text is no value, and is not read. */
export interface FieldFormat {
  write(value: unknown): string;
  read(text: string): FieldRead;
}

/** What is needed of a field of the form; also the shape for a field that stands alone. */
export interface TextFieldProps
  extends Pick<FieldProps<unknown, RJSFSchema, FormContext>, 'formData' | 'onChange'> {
  /** The element's id, and where the value is in the draft, which names the field. */
  readonly fieldPathId: { readonly $id: string; readonly path: (string | number)[] };
  readonly registry: { readonly formContext: Pick<FormContext, 'draftId' | 'onFieldProblem'> };
}

/** What was typed into a field, and how it is meant where a field can be filled in several ways. */
interface Typed<Kind extends string> {
  readonly text: string;
  readonly kind: Kind;
  /** The JSON of the field's value in the draft then: once that is another, the text is out of date. */
  readonly over: string;
}

/**
 * A field that is a text with a meaning. What cannot be read stays in the field, blocks sending, and is still there
 * after another tab, another event or a reload; it goes once the draft is changed elsewhere.
 */
export function useFieldText<Kind extends string>(
  props: TextFieldProps,
  formats: Readonly<Record<Kind, FieldFormat>>,
  firstKind: Kind,
) {
  const { fieldPathId, formData, onChange, registry } = props;
  const { path } = fieldPathId;
  const name = nameOf(path);
  const { onFieldProblem, draftId } = registry.formContext;
  const value = write(formData);
  const [field, setField] = useState<Typed<Kind>>(() => {
    const { text, kind = '', over }: Partial<Typed<string>> = Object(readPendingTexts(draftId)[name]);
    return typeof text === 'string' && over === value && Object.hasOwn(formats, kind)
      ? { text, kind: kind as Kind, over }
      : { text: formats[firstKind].write(formData), kind: firstKind, over: value };
  });
  // The draft was changed elsewhere: by an example or in the JSON editor.
  if (field.over !== value) setField({ ...field, text: formats[field.kind].write(formData), over: value });
  const readAs = (kind: Kind, text: string): FieldRead =>
    text === '' ? { ok: true, value: undefined } : formats[kind].read(text);
  const read = useMemo(() => readAs(field.kind, field.text), [field.kind, field.text]);
  const reason = read.ok ? undefined : read.reason;

  useEffect(() => {
    onFieldProblem(
      name,
      reason === undefined ? undefined : { path: [...path], message: reason, fatal: true },
    );
    return () => onFieldProblem(name, undefined);
  }, [reason, name]);

  const change = (text: string, kind: Kind): void => {
    const next = readAs(kind, text);
    const typed = { text, kind, over: next.ok ? write(next.value) : value };
    setField(typed);
    writePendingTexts(draftId, { ...readPendingTexts(draftId), [name]: next.ok ? undefined : typed });
    if (next.ok && typed.over !== value) onChange(next.value, path);
  };
  return {
    text: field.text,
    kind: field.kind,
    reason,
    setText: (text: string) => change(text, field.kind),
    /** The value as another kind of text; a text that cannot be read is taken for the new kind as it is. */
    setKind: (kind: Kind) =>
      read.ok ? setField({ ...field, kind, text: formats[kind].write(formData) }) : change(field.text, kind),
  };
}

function write(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** What a field is called: its path as JSON, as the name of a part may have any sign in it. */
function nameOf(path: Path): string {
  return JSON.stringify(path);
}

/**
 * Lets the texts that cannot be read yet follow the items of the list at a path: `from` has, for each place, where its item
 * was before, or -1 for a new one. The texts of items that are gone are forgotten.
 */
export function moveTexts(draftId: string, list: Path, from: readonly number[]): void {
  const moved = Object.entries(readPendingTexts(draftId)).flatMap(([name, text]) => {
    const path = JSON.parse(name) as Path;
    const place = path[list.length];
    const isInList = typeof place === 'number' && nameOf(path.slice(0, list.length)) === nameOf(list);
    if (!isInList) return [[name, text]];
    const to = from.indexOf(place);
    return to === -1 ? [] : [[nameOf(path.with(list.length, to)), text]];
  });
  writePendingTexts(draftId, Object.fromEntries(moved));
}
