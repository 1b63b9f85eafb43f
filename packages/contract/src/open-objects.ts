import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { type Schema, standard } from './schema.ts';

/**
 * How the objects of a schema treat fields that they do not name. `closed`: they refuse them, or keep them on purpose.
 * `open`: at least one leaves them out of its output (`z.object`), and its output is otherwise its input. `changing`: at least
 * one leaves them out, and the output differs in something else too, so that it cannot go on the wire in the place of the input.
 */
export type Openness = 'closed' | 'open' | 'changing';

type Node = Readonly<Record<string, unknown>>;

const known = new WeakMap<Schema, Openness>();

/** Read from the JSON Schemas of its input and output; `closed` where its library has none. */
export function opennessOf(schema: Schema): Openness {
  const openness = known.get(schema) ?? read(schema);
  known.set(schema, openness);
  return openness;
}

/** Whether the schema's output is what goes on the wire. */
export function sendsOutput(schema: Schema): boolean {
  return opennessOf(schema) === 'open';
}

function read(schema: Schema): Openness {
  const { jsonSchema }: Partial<StandardJSONSchemaV1['~standard']> = standard(schema);
  if (!jsonSchema) return 'closed';
  const options = { target: 'draft-07', libraryOptions: { unrepresentable: 'any' } } as const;
  try {
    const input = jsonSchema.input(options);
    if (!hasOpenObject(input)) return 'closed';
    return canonical(input) === canonical(jsonSchema.output(options)) ? 'open' : 'changing';
  } catch {
    return 'closed';
  }
}

/** zod writes no `additionalProperties` for the input of an open object alone. */
function hasOpenObject(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (isOpenObject(node as Node)) return true;
  return Object.values(node).some(hasOpenObject);
}

function isOpenObject({ type, properties, additionalProperties }: Node): boolean {
  return type === 'object' && typeof properties === 'object' && additionalProperties === undefined;
}

/** The schema as text, whatever it says of additional fields. */
function canonical(node: unknown): string {
  return JSON.stringify(node, (key, value) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  );
}
