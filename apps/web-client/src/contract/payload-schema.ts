import { type Schema, toJsonSchema } from '@switchboard/contract';
import { getAtPath } from '../lib/at-path.ts';

/** A JSON Schema, draft-07, as far as the console looks into it. */
export interface JsonSchema {
  [key: string]: unknown;
  $id?: string;
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
}

/** What zod hands to its `override` hook, as far as it is read here. */
interface ZodOverride {
  zodSchema: { _zod: { def: { type: string; discriminator?: string } } };
  jsonSchema: JsonSchema;
}

const ZOD_OPTIONS = {
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }: ZodOverride) => {
    const { type, discriminator } = zodSchema._zod.def;
    if (discriminator) jsonSchema.discriminator = { propertyName: discriminator };
    if (type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  },
};

/** The `$id` under which the form finds the field for binary. */
export const BYTES = 'bytes';
/** The `$id` under which the form finds the field for any JSON. */
export const ANY_JSON = 'any-json';

const cache = new WeakMap<Schema, JsonSchema | undefined>();

/**
 * The JSON Schema of the JSON form of what a sender passes: binary is an object `{ "$bytes": "<base64>" }`.
 * `undefined` where the schema's library cannot say.
 */
export function payloadSchema(schema: Schema): JsonSchema | undefined {
  if (!cache.has(schema)) {
    cache.set(schema, describe(schema));
  }
  return cache.get(schema);
}

function describe(schema: Schema): JsonSchema | undefined {
  try {
    const described = toJsonSchema(schema, ZOD_OPTIONS) as JsonSchema | undefined;
    return described && mapSchema(described, withBytes);
  } catch {
    return undefined;
  }
}

export function isBytesSchema(schema: JsonSchema): boolean {
  return schema.properties?.$bytes !== undefined;
}

/**
 * The same for the form: every property is labelled by its name on the wire, and the parts that need a field of our own
 * are marked by `$id`.
 */
export function formSchema(schema: JsonSchema): JsonSchema {
  const { title: _, description: __, ...marked } = mapSchema(schema, withFields);
  return marked;
}

function withBytes(schema: JsonSchema): JsonSchema {
  if (schema.format !== 'binary') return schema;
  const { format: _, type: __, ...rest } = schema;
  return {
    ...rest,
    type: 'object',
    properties: { $bytes: { type: 'string', contentEncoding: 'base64', description: 'base64' } },
    required: ['$bytes'],
    additionalProperties: false,
  };
}

const SHAPE_KEYS = ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', 'properties', 'if'];
const TYPES: ReadonlySet<unknown> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
]);

function withFields(schema: JsonSchema): JsonSchema {
  if (isBytesSchema(schema)) return { ...schema, $id: BYTES };
  const isKnown = [schema.type ?? 'object'].flat().every((type) => TYPES.has(type));
  if (!isKnown || !SHAPE_KEYS.some((key) => key in schema)) return { ...schema, $id: ANY_JSON };
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => [
    name,
    { ...property, title: name },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** What a reference within a schema names, such as `#/definitions/User`, if there is anything. */
export function followReference(reference: string, root: JsonSchema): JsonSchema | undefined {
  const keys = reference.split('/').slice(1);
  const path = keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return getAtPath(root, path) as JsonSchema | undefined;
}

const SCHEMA_MAPS = ['properties', 'definitions', '$defs', 'patternProperties'];
const SCHEMAS = [
  'anyOf',
  'oneOf',
  'allOf',
  'items',
  'additionalItems',
  'additionalProperties',
  'not',
  'contains',
  'propertyNames',
];

/** Replaces every schema inside a schema, innermost first. */
export function mapSchema(schema: JsonSchema, replace: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? mapSchema(value as JsonSchema, replace) : value;
  const entries = Object.entries(schema).map(([key, value]) => {
    if (SCHEMA_MAPS.includes(key)) {
      const schemas = Object.entries(value as object).map(([name, item]) => [name, inner(item)]);
      return [key, Object.fromEntries(schemas)];
    }
    if (!SCHEMAS.includes(key)) return [key, value];
    return [key, Array.isArray(value) ? value.map(inner) : inner(value)];
  });
  return replace(Object.fromEntries(entries) as JsonSchema);
}
