import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { type Schema, standard } from './schema.ts';
import type { Node } from './schema-nodes.ts';

/** The keyword that says what a schema takes. Where it is missing, the schemas inside say it, or nobody knows. */
export const TAKES = 'x-takes';

/** An object of named fields, an object of any fields, an array, none of them and no bytes either, or even bytes. */
export type Takes = 'object' | 'record' | 'array' | 'scalar' | 'anything';

/** The types of zod that take no bytes. */
const TAKEN: Readonly<Record<string, Takes>> = {
  object: 'object',
  record: 'record',
  array: 'array',
  tuple: 'array',
  string: 'scalar',
  number: 'scalar',
  boolean: 'scalar',
  null: 'scalar',
  literal: 'scalar',
  enum: 'scalar',
};

/** Those that take what the schemas inside take. */
const WRAPPERS = new Set([
  ...['union', 'intersection', 'nullable', 'optional', 'nonoptional'],
  ...['default', 'prefault', 'readonly', 'lazy', 'pipe'],
]);

/** What zod hands to `override` for each schema inside. Source: https://zod.dev/json-schema */
interface Described {
  readonly zodSchema: ZodSchema;
  readonly jsonSchema: Record<string, unknown>;
}

interface ZodSchema {
  readonly _zod: {
    readonly def: { readonly type: string; readonly coerce?: boolean; readonly in?: ZodSchema };
  };
}

/**
 * The JSON Schema of the input with what each schema takes, as zod makes it: another library does not say it, nor does the JSON
 * Schema alone, which describes what has a fallback or is transformed first by what comes of it.
 */
export function markedInput(schema: Schema): Node {
  const { jsonSchema }: Partial<StandardJSONSchemaV1['~standard']> = standard(schema);
  const options = { target: 'draft-07', libraryOptions: { unrepresentable: 'any', override: mark } } as const;
  try {
    return jsonSchema?.input(options) ?? {};
  } catch {
    return {}; // As where two schemas have the same `id`.
  }
}

function mark({ zodSchema, jsonSchema }: Described): void {
  const { type, coerce, in: input } = zodSchema._zod.def;
  if (WRAPPERS.has(type) && input?._zod.def.type !== 'transform') return;
  jsonSchema[TAKES] = coerce ? 'anything' : (TAKEN[type] ?? 'anything');
}
