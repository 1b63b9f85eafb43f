import { isBytes, type JsonSchema } from '../../lib/payload-schema.ts';

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

const MAX_SAMPLE_DEPTH = 6;

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T12:00:00.000Z',
  date: '2026-01-01',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '7f8c1a52-4a3b-4c0e-9d8e-0c1f2a3b4c5d',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** A small value of the schema in JSON, which may miss what only the schema's own code knows; `undefined` where none can be made. */
export function sampleOf(schema: JsonSchema, root: JsonSchema, depth = 0): unknown {
  if (depth > MAX_SAMPLE_DEPTH) return undefined;
  for (const node of resolve(schema, root)) {
    const sample = sampleOfNode(node, root, depth);
    if (sample !== undefined) return sample;
  }
  return undefined;
}

function sampleOfNode(node: JsonSchema, root: JsonSchema, depth: number): unknown {
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  if (node.default !== undefined) return node.default;
  if (isBytes(node)) return { $bytes: '' };
  switch (typesOf(node)[0]) {
    case 'string':
      return FORMATS[node.format ?? ''] ?? 'a'.repeat(Math.max(1, numberIn(node, 'minLength') ?? 1));
    case 'number':
    case 'integer':
      return numberIn(node, 'minimum') ?? (numberIn(node, 'exclusiveMinimum') ?? 0) + 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array': {
      const item =
        node.items && !Array.isArray(node.items) ? sampleOf(node.items, root, depth + 1) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'object':
      return Object.fromEntries(
        (node.required ?? []).map((key) => [key, sampleOf(node.properties?.[key] ?? {}, root, depth + 1)]),
      );
    default:
      return undefined;
  }
}

/** A keyword of the schema that holds a number. */
export function numberIn(node: JsonSchema, keyword: string): number | undefined {
  const value = node[keyword];
  return typeof value === 'number' ? value : undefined;
}
