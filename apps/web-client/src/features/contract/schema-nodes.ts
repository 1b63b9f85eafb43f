import { followReference, isBytes, type JsonSchema } from '../../lib/payload-schema.ts';

/** References and unions are followed this far. */
const MAX_DEPTH = 8;

/** The schemas that may describe one value: each branch of the schema's unions, and the schema without them. */
export function resolve(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  if (depth === MAX_DEPTH) return [];
  const { $ref, anyOf = [], oneOf = [], allOf = [], ...own } = schema;
  const target = $ref === undefined ? undefined : followReference($ref, root);
  const others = [...anyOf, ...oneOf, ...allOf, ...(target ? [target] : [])];
  return [...others.flatMap((other) => resolve(other, root, depth + 1)), own];
}

/** The types that a schema allows; empty if it allows any. */
export function typesOf({ type, properties, items }: JsonSchema): readonly string[] {
  if (Array.isArray(type)) return type;
  if (type !== undefined) return [type];
  if (properties) return ['object'];
  return items ? ['array'] : [];
}

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
  if (depth > MAX_DEPTH) return undefined;
  const inner = (part: JsonSchema = {}): unknown => sampleOf(part, root, depth + 1);
  for (const node of resolve(schema, root)) {
    const known = node.const ?? node.enum?.[0] ?? node.default;
    if (known !== undefined) return known;
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
      case 'array':
        return [node.items ?? []].flat().slice(0, 1).map(inner);
      case 'object':
        return Object.fromEntries((node.required ?? []).map((key) => [key, inner(node.properties?.[key])]));
      default:
        break;
    }
  }
  return undefined;
}

export function numberIn(node: JsonSchema, keyword: string): number | undefined {
  const value = node[keyword];
  return typeof value === 'number' ? value : undefined;
}
