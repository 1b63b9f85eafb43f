import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { type Schema, standard } from './schema.ts';

/** A JSON Schema, or a part of one. */
export type Node = Readonly<Record<string, unknown>>;

/** A recursive schema is followed this far; what lies deeper is hidden. */
export const MAX_DEPTH = 32;

type Nodes = readonly Node[] | undefined;

/**
 * Gives a function that makes the JSON Schemas of a schema, once: of its input, and of its output, which knows what lies behind
 * a transform; those of them that are wanted. It gives `undefined` where the library of the schema cannot describe it.
 */
export function describer(isWanted: (node: Node) => boolean = () => true): (schema: Schema) => Nodes {
  const described = new WeakMap<Schema, Nodes>();
  const toNodes = (schema: Schema): Nodes => {
    const { jsonSchema }: Partial<StandardJSONSchemaV1['~standard']> = standard(schema);
    const options = { target: 'draft-07', libraryOptions: { unrepresentable: 'any' } } as const;
    try {
      return jsonSchema && [jsonSchema.input(options), jsonSchema.output(options)].filter(isWanted);
    } catch {
      return undefined;
    }
  };
  return (schema) => {
    if (!described.has(schema)) described.set(schema, toNodes(schema));
    return described.get(schema);
  };
}

/** The schemas that describe the same value as this one. */
export function sameValue(node: Node, root: Node): Node[] {
  const target = typeof node.$ref === 'string' ? follow(node.$ref, root) : undefined;
  return [target, ...[node.anyOf, node.oneOf, node.allOf].flat()].filter(isNode);
}

/** What a reference within the document names, such as `#/definitions/User`. */
function follow(reference: string, root: Node): unknown {
  const keys = reference.split('/').slice(1);
  return keys.reduce<unknown>(
    (node, key) => (isNode(node) ? node[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    root,
  );
}

/** The schemas that describe one property, or one item. */
export function inside(node: Node, key: string | number): Node[] {
  if (typeof key === 'number') {
    const { items, additionalItems } = node;
    return [Array.isArray(items) ? (items[key] ?? additionalItems) : items].filter(isNode);
  }
  const { properties, patternProperties, additionalProperties } = node;
  const named = isNode(properties) && Object.hasOwn(properties, key) ? [properties[key]] : [];
  const patterns = isNode(patternProperties) ? Object.entries(patternProperties) : [];
  const matching = patterns
    .filter(([pattern]) => new RegExp(pattern, 'u').test(key))
    .map(([, child]) => child);
  const known = [...named, ...matching];
  return (known.length > 0 ? known : [additionalProperties]).filter(isNode);
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
