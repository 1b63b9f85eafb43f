import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { type Schema, standard } from './schema.ts';

/**
 * How the objects of a schema treat fields that they do not name. `closed`: they refuse them, or keep them on purpose.
 * `open`: at least one leaves them out of its output (`z.object`), and the output is otherwise of the shape of the input.
 * `changing`: at least one leaves them out, and the output has another shape, so that it does not show which fields of the
 * input have no name. `catching`: a `.catch` of zod accepts any value in its place. `unreadable`: it has no JSON Schema because
 * its library throws, as zod does where two schemas have the same `id`.
 */
export type Openness = 'closed' | 'open' | 'changing' | 'catching' | 'unreadable';

type Node = Readonly<Record<string, unknown>>;

/** What zod hands to `override` for each schema inside. Source: https://zod.dev/json-schema */
interface ZodSchema {
  readonly _zod: { readonly def: { readonly type: string } };
}

const known = new WeakMap<Schema, Openness>();

/** Read from the JSON Schemas of its input and output; `closed` where its library has none. */
export function opennessOf(schema: Schema): Openness {
  const openness = known.get(schema);
  if (openness) return openness;
  known.set(schema, read(schema));
  return opennessOf(schema);
}

function read(schema: Schema): Openness {
  const { jsonSchema }: Partial<StandardJSONSchemaV1['~standard']> = standard(schema);
  if (!jsonSchema) return 'closed';
  let isCatching = false;
  const override = ({ zodSchema }: { readonly zodSchema?: ZodSchema }): void => {
    isCatching ||= zodSchema?._zod.def.type === 'catch';
  };
  const options = { target: 'draft-07', libraryOptions: { unrepresentable: 'any', override } } as const;
  try {
    const input = jsonSchema.input(options);
    if (isCatching) return 'catching';
    if (!hasOpenObject(input)) return 'closed';
    return shapeOf(input) === shapeOf(jsonSchema.output(options)) ? 'open' : 'changing';
  } catch {
    return 'unreadable';
  }
}

function hasOpenObject(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return isOpenObject(node as Node) || Object.values(node).some(hasOpenObject);
}

/** zod writes no `additionalProperties` for the input of an open object, and for nothing else. */
function isOpenObject({ type, properties, additionalProperties }: Node): boolean {
  return type === 'object' && typeof properties === 'object' && additionalProperties === undefined;
}

/** The schema as text, without what it says of additional fields. */
function shapeOf(node: unknown): string {
  return JSON.stringify(node, (key, value) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  );
}
