import type { StandardSchemaV1 } from '@standard-schema/spec';
import { unifyBytes } from './bytes.ts';
import { sendsOutput } from './open-objects.ts';
import { Pruned, type RawIssue } from './prune.ts';
import {
  type InferOutput,
  type Path,
  type Schema,
  standard,
  toValidation,
  type Validation,
} from './schema.ts';
import { isThenable } from './thenable.ts';

/** What is done about fields that the contract does not name: they are left out, or the whole value is refused. */
export type UnknownFields = 'drop' | 'refuse';

/** A validation that says which unknown fields it left out, if any: at most 20 paths. */
export type Tolerated<Output> = Validation<Output> & { readonly dropped?: readonly Path[] };

type MaybePromise<T> = T | Promise<T>;

/**
 * Checks a value that arrives. Unknown fields are left out, at every depth, and named in `dropped`; bytes of any kind become
 * Uint8Arrays where the schema wants them. Gives the output of the schema, as a promise only where the schema is asynchronous.
 * The value itself is not changed.
 */
export function readValue<S extends Schema>(
  schema: S,
  value: unknown,
  unknownFields: UnknownFields = 'drop',
): MaybePromise<Tolerated<InferOutput<S>>> {
  return settle(validateTolerantly(schema, value, unknownFields), ({ result, dropped }) =>
    withDropped(toValidation<InferOutput<S>>(result), dropped),
  );
}

/**
 * Checks a value that leaves. Gives what goes on the wire: the value itself without the fields that the contract does not
 * name, which are in `dropped`. An open object (`z.object`) leaves out such fields in its output, so that is what goes.
 */
export function writeValue(
  schema: Schema,
  value: unknown,
  unknownFields: UnknownFields = 'drop',
): MaybePromise<Tolerated<unknown>> {
  return settle(validateTolerantly(schema, value, unknownFields), ({ result, dropped, pruned }) => {
    const validation = toValidation<unknown>(result);
    if (!validation.ok) return validation;
    return withDropped({ ok: true, value: sendsOutput(schema) ? validation.value : pruned }, dropped);
  });
}

/** Like `readValue`, at once. Throws a TypeError if the schema is asynchronous. */
export function readValueNow<S extends Schema>(
  schema: S,
  value: unknown,
  unknownFields?: UnknownFields,
): Tolerated<InferOutput<S>> {
  return now(readValue(schema, value, unknownFields));
}

/** Like `writeValue`, at once. Throws a TypeError if the schema is asynchronous. */
export function writeValueNow(
  schema: Schema,
  value: unknown,
  unknownFields?: UnknownFields,
): Tolerated<unknown> {
  return now(writeValue(schema, value, unknownFields));
}

interface Tried {
  readonly result: StandardSchemaV1.Result<unknown>;
  /** What the schema accepts, or did not. */
  readonly pruned: unknown;
  readonly dropped: readonly Path[];
}

/** Of a value whose unknown fields come to light one after the other, as in nested unions. */
const MAX_PASSES = 16;

/** Validates, removes what the issues call unknown, and validates again, until nothing is left to remove. */
function validateTolerantly(
  schema: Schema,
  value: unknown,
  unknownFields: UnknownFields,
): MaybePromise<Tried> {
  const pruned = new Pruned(value);
  const { validate } = standard(schema);
  let passes = 0;
  let isUnified = false;
  const judge = (result: StandardSchemaV1.Result<unknown>): MaybePromise<Tried> => {
    passes += 1;
    if (result.issues && passes < MAX_PASSES) {
      if (unknownFields === 'drop' && pruned.remove(result.issues as readonly RawIssue[])) return attempt();
      if (!isUnified) {
        isUnified = true;
        const unified = unifyBytes(pruned.value);
        if (unified !== pruned.value) {
          pruned.value = unified;
          return attempt();
        }
      }
    }
    return { result, pruned: pruned.value, dropped: pruned.dropped };
  };
  const attempt = (): MaybePromise<Tried> => settle(validate(pruned.value), judge);
  return attempt();
}

function settle<T, U>(value: T | PromiseLike<T>, then: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isThenable(value) ? Promise.resolve(value).then(then) : then(value);
}

function withDropped<Output>(validation: Validation<Output>, dropped: readonly Path[]): Tolerated<Output> {
  return validation.ok && dropped.length > 0 ? { ...validation, dropped } : validation;
}

function now<T>(value: MaybePromise<T>): T {
  if (!isThenable(value)) return value;
  Promise.resolve(value).catch(() => undefined); // Nobody awaits it, and an unhandled rejection would end the process.
  throw new TypeError('An asynchronous schema cannot be used here.');
}
