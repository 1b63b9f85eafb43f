import type { StandardSchemaV1 } from '@standard-schema/spec';
import { unifyBytes } from './bytes.ts';
import { jsonForm } from './json-form.ts';
import { opennessOf } from './open-objects.ts';
import { PrunedValue } from './pruned-value.ts';
import {
  type InferOutput,
  type Path,
  type Schema,
  standard,
  toValidation,
  type Validation,
} from './schema.ts';
import { after, atOnce, type MaybePromise } from './thenable.ts';
import { type RawIssue, unknownFields } from './unknown-fields.ts';

/** What is done about fields that the contract does not name: they are left out, or the whole value is refused. */
export type UnknownFields = 'drop' | 'refuse';

/** A validation that names the unknown fields that were left out, if any: at most 20 paths. */
export type Tolerated<Output> = Validation<Output> & { readonly dropped?: readonly Path[] };

/**
 * Checks a value that arrives. Unknown fields are left out, at every depth, and named in `dropped`; bytes of any kind become
 * Uint8Arrays where the schema does not take them as they are. Gives the output of the schema, as a promise only where the
 * schema is asynchronous. The value itself is not changed.
 */
export function readValue<S extends Schema>(
  schema: S,
  value: unknown,
  unknown: UnknownFields = 'drop',
): MaybePromise<Tolerated<InferOutput<S>>> {
  return after(check(schema, value, unknown), ({ result, pruned }) =>
    withDropped(toValidation<InferOutput<S>>(result), pruned),
  );
}

/**
 * Checks a value that leaves. Gives what goes on the wire: the value as it was passed, not the output of the schema, without
 * the fields that the contract does not name, which are in `dropped`. Where it has a `toJSON`, at any depth, what that gives is
 * checked as well, and goes on the wire. The value itself is not changed.
 */
export function writeValue(
  schema: Schema,
  value: unknown,
  unknown: UnknownFields = 'drop',
): MaybePromise<Tolerated<unknown>> {
  return after(check(schema, value, unknown, true), ({ result, pruned }) =>
    withDropped(result.issues ? toValidation(result) : { ok: true, value: pruned.value }, pruned),
  );
}

/** Like `readValue`, at once. Throws a TypeError if the schema is asynchronous. */
export function readValueNow<S extends Schema>(
  schema: S,
  value: unknown,
  unknown?: UnknownFields,
): Tolerated<InferOutput<S>> {
  return atOnce(readValue(schema, value, unknown));
}

/** Like `writeValue`, at once. Throws a TypeError if the schema is asynchronous. */
export function writeValueNow(schema: Schema, value: unknown, unknown?: UnknownFields): Tolerated<unknown> {
  return atOnce(writeValue(schema, value, unknown));
}

interface Checked {
  readonly result: StandardSchemaV1.Result<unknown>;
  readonly pruned: PrunedValue;
}

/** Enough for a value whose unknown fields come to light one after the other, as in schemas that are piped. */
const MAX_PASSES = 16;

/** Validates, removes what the issues call unknown, and validates again, until nothing is left to remove. */
function check(
  schema: Schema,
  value: unknown,
  unknown: UnknownFields,
  isLeaving = false,
): MaybePromise<Checked> {
  return attempt({
    schema,
    unknown,
    pruned: new PrunedValue(value),
    passes: 0,
    isUnified: false,
    isLeaving,
    isWireForm: !isLeaving,
  });
}

interface Progress {
  readonly schema: Schema;
  readonly unknown: UnknownFields;
  readonly pruned: PrunedValue;
  passes: number;
  isUnified: boolean;
  readonly isLeaving: boolean;
  /** Whether the value is what JSON makes of it. */
  isWireForm: boolean;
}

function attempt(progress: Progress): MaybePromise<Checked> {
  progress.passes += 1;
  return after(standard(progress.schema).validate(progress.pruned.value), (result) =>
    judge(progress, result),
  );
}

function judge(progress: Progress, result: StandardSchemaV1.Result<unknown>): MaybePromise<Checked> {
  const { schema, pruned } = progress;
  if (!result.issues) {
    const openness = opennessOf(schema);
    if (openness === 'open' || (openness !== 'closed' && progress.isLeaving)) pruned.keepOnly(result.value);
    if (!progress.isWireForm && changeForm(progress, result.value)) return attempt(progress);
  } else if (progress.passes < MAX_PASSES && mend(progress, result.issues as readonly RawIssue[])) {
    return attempt(progress);
  }
  return { result, pruned };
}

/** Changes the value so that it may fit. Returns whether there was something to change. */
function mend(progress: Progress, issues: readonly RawIssue[]): boolean {
  const { unknown, pruned } = progress;
  if (unknown === 'drop' && pruned.remove(unknownFields(issues))) return true;
  if (progress.isUnified) return false;
  progress.isUnified = true;
  const before = pruned.value;
  pruned.value = unifyBytes(before);
  return pruned.value !== before;
}

/** Takes the JSON of a value that fits in its place. Returns whether that is another one, which is to be validated too. */
function changeForm(progress: Progress, output: unknown): boolean {
  const { pruned } = progress;
  progress.isWireForm = true;
  const before = pruned.value;
  pruned.value = jsonForm(before, output);
  return pruned.value !== before;
}

function withDropped<Output>(validation: Validation<Output>, { dropped }: PrunedValue): Tolerated<Output> {
  return validation.ok && dropped.length > 0 ? { ...validation, dropped } : validation;
}
