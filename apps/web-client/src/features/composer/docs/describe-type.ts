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

function limits(schema: JsonSchema): string[] {
  const found: string[] = [];
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const { minLength, maxLength, minimum, maximum, items, minItems, maxItems, pattern, format } = schema;
  if (maxLength !== undefined) found.push(`${minLength ?? 0}-${maxLength} characters`);
  else if (minLength !== undefined) found.push(`at least ${minLength} characters`);
  if (typeof minimum === 'number' && minimum > -Number.MAX_SAFE_INTEGER) found.push(`at least ${minimum}`);
  if (typeof exclusiveMinimum === 'number') found.push(`more than ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number') found.push(`less than ${exclusiveMaximum}`);
  if (typeof multipleOf === 'number') found.push(`a multiple of ${multipleOf}`);
  if (typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER) found.push(`at most ${maximum}`);
  if (Array.isArray(items)) return found;
  if (minItems !== undefined) found.push(`at least ${minItems}`);
  if (maxItems !== undefined) found.push(`at most ${maxItems}`);
  if (pattern !== undefined && !format) found.push(`matches ${pattern}`);
  return found;
}
