import { isBytes, type JsonSchema } from '../../lib/payload-schema.ts';

/** A schema's type and limits in a few words: `text, 1-32 characters`, `list of whole number, at most 5`. */
export function describeType(schema: JsonSchema): string {
  if (isBytes(schema)) return 'binary';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map(describeType).join(' or ');
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => describeType({ ...schema, type: one })).join(' or ');
  const words = [typeWords(schema), ...limits(schema)];
  if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`);
  return words.filter(Boolean).join(', ');
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
};

function typeWords({ type, items, format, $ref }: JsonSchema): string {
  if (type === 'array') return items && !Array.isArray(items) ? `list of ${describeType(items)}` : 'list';
  if (type === 'string' && format) return format;
  if (typeof type === 'string') return WORDS[type] ?? type;
  return $ref ? ($ref.split('/').at(-1) ?? 'any JSON') : 'any JSON';
}

function limits(schema: JsonSchema): string[] {
  const found: string[] = [];
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, format } = schema;
  if (maxLength !== undefined) found.push(`${minLength ?? 0}-${maxLength} characters`);
  if (typeof minimum === 'number') found.push(`at least ${minimum}`);
  if (typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER) found.push(`at most ${maximum}`);
  if (minItems !== undefined) found.push(`at least ${minItems}`);
  if (maxItems !== undefined) found.push(`at most ${maxItems}`);
  if (pattern !== undefined && !format) found.push(`matches ${pattern}`);
  return found;
}
