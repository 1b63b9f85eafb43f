import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { after, atOnce, type MaybePromise } from './thenable.ts';

/**
 * Any validator that speaks Standard Schema: zod, valibot, arktype and others. Source: https://standardschema.dev
 * The compiler looks no further than at the mark, because to compare all of it is what costs most in a large contract;
 * `defineContract` looks at the rest.
 */
export interface Schema {
  readonly '~standard': unknown;
}

/** Where a schema keeps its types. */
interface Typed {
  readonly '~standard': {
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
  };
}

/** Where zod keeps them nearer, which saves a fifth of the compiler's work. Source: https://zod.dev/library-authors */
interface ZodTyped {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}

/** What a sender may pass to the schema. */
export type InferInput<S extends Schema> = S extends ZodTyped
  ? S['_zod']['input']
  : S extends Typed
    ? NonNullable<S['~standard']['types']>['input']
    : unknown;

/** What a receiver gets out of the schema. */
export type InferOutput<S extends Schema> = S extends ZodTyped
  ? S['_zod']['output']
  : S extends Typed
    ? NonNullable<S['~standard']['types']>['output']
    : unknown;

/** Where something lies in a value: object keys and array indexes from its root. */
export type Path = readonly (string | number)[];

/** One thing that does not fit, and where: `path` holds object keys and array indexes from the value's root. */
export interface Issue {
  path: (string | number)[];
  message: string;
}

export type Validation<Output> = { ok: true; value: Output } | { ok: false; issues: Issue[] };

/**
 * Checks `value` against `schema` as it is: for a value that a person writes, where an unknown field is a mistake. For what
 * goes over the wire see `readValue` and `writeValue`. The answer is a promise only where the schema itself is asynchronous.
 * Issues come in the schema's order, at most 20 of them, each with a message of at most 1,000 characters.
 */
export function validate<S extends Schema>(
  schema: S,
  value: unknown,
): MaybePromise<Validation<InferOutput<S>>> {
  return after(standard(schema).validate(value), toValidation<InferOutput<S>>);
}

/** Like `validate`, at once. Throws a TypeError if the schema is asynchronous. */
export function validateNow<S extends Schema>(schema: S, value: unknown): Validation<InferOutput<S>> {
  return atOnce(validate(schema, value));
}

/**
 * The JSON Schema of what a sender may pass, in draft-07.
 * `undefined` where the schema's library does not speak Standard JSON Schema.
 */
export function toJsonSchema(
  schema: Schema,
  libraryOptions?: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const { jsonSchema }: Partial<StandardJSONSchemaV1['~standard']> = standard(schema);
  return jsonSchema?.input({ target: 'draft-07', ...(libraryOptions && { libraryOptions }) });
}

/** The standard's own part of a schema. */
export function standard(schema: Schema): StandardSchemaV1['~standard'] {
  return schema['~standard'] as StandardSchemaV1['~standard'];
}

/** Whether a value can validate, as the standard says it. */
export function isSchema(value: unknown): value is Schema {
  if (typeof value !== 'object' && typeof value !== 'function') return false;
  const mark: unknown = value === null ? undefined : Reflect.get(value, '~standard');
  return typeof mark === 'object' && mark !== null && typeof Reflect.get(mark, 'validate') === 'function';
}

const MAX_ISSUES = 20;

/** Of one message: a library may name each of ten thousand unknown fields in it. */
const MAX_MESSAGE = 1_000;

/** The standard's result as ours, with at most 20 issues. */
export function toValidation<Output>(result: StandardSchemaV1.Result<unknown>): Validation<Output> {
  if (!result.issues) return { ok: true, value: result.value as Output };
  return { ok: false, issues: result.issues.slice(0, MAX_ISSUES).map(toIssue) };
}

function toIssue({ message, path = [] }: StandardSchemaV1.Issue): Issue {
  const shown = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 1)}…` : message;
  return { path: path.map(toPathKey), message: shown };
}

/** A segment of an issue's path as a key. Standard Schema also allows objects that hold it, and symbols. */
export function toPathKey(segment: unknown): string | number {
  const key: unknown =
    typeof segment === 'object' && segment !== null ? Reflect.get(segment, 'key') : segment;
  return typeof key === 'number' ? key : String(key);
}
