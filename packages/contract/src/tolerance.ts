import type { StandardSchemaV1 } from '@standard-schema/spec';
import { unifyBytes } from './bytes.ts';
import { jsonForm } from './json-form.ts';
import { misplacedBytes } from './misplaced-bytes.ts';
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
import { atOnce, isThenable, type MaybePromise } from './thenable.ts';
import { unknownFields } from './unknown-fields.ts';

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
  return check(schema, value, unknown, false) as MaybePromise<Tolerated<InferOutput<S>>>;
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
  return check(schema, value, unknown, true);
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

/** Enough for a value whose unknown fields come to light one after the other, as in schemas that are piped. */
const MAX_PASSES = 16;

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

/** Validates, removes what the issues call unknown, and validates again, until nothing is left to remove. */
function check(
  schema: Schema,
  value: unknown,
  unknown: UnknownFields,
  isLeaving: boolean,
): MaybePromise<Tolerated<unknown>> {
  const misplaced = misplacedBytes(schema, value);
  if (misplaced)
    return toValidation({ issues: [{ path: misplaced, message: 'must be an object, not binary' }] });
  const pruned = new PrunedValue(value);
  return attempt({ schema, unknown, pruned, passes: 0, isUnified: false, isLeaving, isWireForm: !isLeaving });
}

function attempt(progress: Progress): MaybePromise<Tolerated<unknown>> {
  progress.passes += 1;
  const result = standard(progress.schema).validate(progress.pruned.value);
  if (!isThenable(result)) return judge(progress, result);
  return Promise.resolve(result).then((awaited) => judge(progress, awaited));
}

function judge(
  progress: Progress,
  result: StandardSchemaV1.Result<unknown>,
): MaybePromise<Tolerated<unknown>> {
  const { schema, pruned, isLeaving } = progress;
  if (result.issues) return mend(progress, result.issues);
  const openness = opennessOf(schema);
  if (openness === 'open' || (openness !== 'closed' && isLeaving)) pruned.keepOnly(result.value);
  if (!progress.isWireForm) {
    progress.isWireForm = true;
    // What JSON makes of it is to be validated too.
    if (pruned.replace(jsonForm(pruned.value, result.value))) return attempt(progress);
  }
  const value = isLeaving ? pruned.value : result.value;
  return pruned.dropped ? { ok: true, value, dropped: pruned.dropped } : { ok: true, value };
}

/** Changes the value so that it may fit, and looks again where that can help: other issues than unknown fields stay. */
function mend(
  progress: Progress,
  issues: readonly StandardSchemaV1.Issue[],
): MaybePromise<Tolerated<unknown>> {
  const { unknown, pruned } = progress;
  const { fields, others } = unknown === 'drop' ? unknownFields(issues) : { fields: [], others: issues };
  const isUnified = others.length > 0 && unify(progress);
  if (others.length > 0 && !isUnified) return toValidation({ issues: others });
  const canFit = pruned.remove(fields) || isUnified || unify(progress);
  if (canFit && progress.passes < MAX_PASSES) return attempt(progress);
  return toValidation({ issues: others.length > 0 ? others : issues });
}

/** Makes bytes of any kind Uint8Arrays, once. Returns whether there were any. */
function unify(progress: Progress): boolean {
  if (progress.isUnified) return false;
  progress.isUnified = true;
  return progress.pruned.replace(unifyBytes(progress.pruned.value));
}
