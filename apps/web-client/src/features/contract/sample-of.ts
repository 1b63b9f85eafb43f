import { isBytes, type JsonSchema } from '../../lib/payload-schema.ts';
import { resolve, typesOf } from './schema-nodes.ts';

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

/** A small value of the schema in JSON, which may miss what only the schema's own code knows; `undefined` where none comes to mind. */
export function sampleOf(schema: JsonSchema, root: JsonSchema, depth = 0): unknown {
  if (depth > 6) return undefined;
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
