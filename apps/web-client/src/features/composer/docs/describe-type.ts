import { isBytes, type JsonSchema } from '../../../lib/payload-schema.ts';

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

function typeWords({ type, items, format, $ref, additionalItems }: JsonSchema): string {
  if (Array.isArray(items)) return `tuple of ${items.length}${additionalItems ? ' or more' : ''}`;
  if (type === 'array') return items ? `list of ${describeType(items)}` : 'list';
  if (type === 'string' && format) return format;
  if (typeof type === 'string') return WORDS[type] ?? type;
  return $ref === undefined ? 'any JSON' : referenceWords($ref);
}

/** A library names a schema that its author did not name `__schema0`. */
function referenceWords(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  return name === '' || name === '#' || name.startsWith('__') ? 'same as above' : name;
}

const BOUNDS = {
  minimum: 'at least',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  multipleOf: 'a multiple of',
  maximum: 'at most',
  minItems: 'at least',
  maxItems: 'at most',
};

function limits(schema: JsonSchema): string[] {
  const { minLength, maxLength, items, pattern, format } = schema;
  const found: string[] = [];
  if (maxLength !== undefined) found.push(`${minLength ?? 0}-${maxLength} characters`);
  else if (minLength !== undefined) found.push(`at least ${minLength} characters`);
  for (const [key, words] of Object.entries(BOUNDS)) {
    const bound = schema[key];
    // The length of a tuple is said already, and these are the bounds of every whole number.
    const isSaid = Array.isArray(items) && key.endsWith('Items');
    if (typeof bound !== 'number' || isSaid || Math.abs(bound) >= Number.MAX_SAFE_INTEGER) continue;
    found.push(`${words} ${bound}`);
  }
  if (pattern !== undefined && !format) found.push(`matches ${pattern}`);
  return found;
}
