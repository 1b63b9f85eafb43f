import type { JsonSchema } from '../../lib/payload-schema.ts';

/** References and unions are followed this far. */
const MAX_DEPTH = 8;

/** The schemas that may describe one value: the schema itself without its unions, and each branch of them. */
export function resolve(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  if (depth === MAX_DEPTH) return [];
  const { $ref, anyOf = [], oneOf = [], allOf = [], ...own } = schema;
  const target = $ref === undefined ? undefined : follow($ref, root);
  const others = [...anyOf, ...oneOf, ...allOf, ...(target ? [target] : [])];
  return [
    ...(others.length === 0 || saysSomething(own) ? [own] : []),
    ...others.flatMap((other) => resolve(other, root, depth + 1)),
  ];
}

const QUIET = new Set([
  'title',
  'description',
  '$schema',
  '$id',
  'definitions',
  '$defs',
  'default',
  'examples',
]);

/** Whether a schema demands anything beside its union or reference. */
function saysSomething(own: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(own).some((key) => !QUIET.has(key));
}

/** What a reference within the document names, such as `#/definitions/User`. */
function follow(reference: string, root: JsonSchema): JsonSchema | undefined {
  const keys = reference.split('/').slice(1);
  const found = keys.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null
        ? Reflect.get(node, key.replaceAll('~1', '/').replaceAll('~0', '~'))
        : undefined,
    root,
  );
  return typeof found === 'object' && found !== null ? (found as JsonSchema) : undefined;
}

/** The types that a schema allows; empty if it allows any. */
export function typesOf({ type, properties, items }: JsonSchema): readonly string[] {
  if (Array.isArray(type)) return type;
  if (type !== undefined) return [type];
  if (properties) return ['object'];
  return items ? ['array'] : [];
}
