import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';
import { type JsonSchema as FakerSchema, generateSync, type Random } from 'json-schema-faker';
import { isBytesSchema, type JsonSchema, mapSchema, payloadSchema } from '../../contract/payload-schema.ts';
import { errorMessage } from '../../lib/in-words.ts';
import { COMPOSER } from '../../texts/composer.ts';

/** A payload that fits, in its JSON form; or what could not be made to fit. */
export type Generated =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface GenerateOptions {
  /**
   * The same seed gives the same payload.
   * @default a random one
   */
  readonly seed?: number;
  /** What is not wanted again, if there is a choice. */
  readonly unlike?: unknown;
}

const ATTEMPTS = 200;

/** Makes a random payload from the schema's JSON Schema that passes the schema's own check: the first of 200 that does. */
export function generatePayload(schema: Schema, options: GenerateOptions = {}): Generated {
  const described = payloadSchema(schema);
  if (!described) return refuse(COMPOSER.noJsonSchema);
  const { seed = Math.floor(Math.random() * 2 ** 31), unlike } = options;
  const prepared = mapSchema(described, (part) => prepare(part, seed)) as FakerSchema;
  let last: Generated = refuse('');
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const json = generateSync(prepared, { ...FAKER, seed: seed + attempt });
      const validation = validateNow(schema, fromJson(json));
      if (validation.ok) last = { ok: true, json };
      else if (!last.ok) last = { ok: false, issues: validation.issues };
      if (last.ok && JSON.stringify(last.json) !== JSON.stringify(unlike)) return last;
    }
    return last;
  } catch (error) {
    return refuse(errorMessage(error));
  }
}

function refuse(message: string): Generated {
  return { ok: false, issues: [{ path: [], message }] };
}

const LOREM = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor'.split(' ');

const many = <Item>(random: Random, max: number, make: () => Item): Item[] =>
  Array.from({ length: random.int(1, max) }, make);

/** Where anything may stand. */
const ANY: JsonSchema = { type: ['string', 'integer', 'boolean'], format: 'words' };

const FAKER = {
  maxDepth: 8,
  formats: {
    words: (random: Random) => many(random, 4, () => random.pick(LOREM)).join(' '),
    base64: (random: Random) =>
      btoa(many(random, 48, () => String.fromCharCode(random.int(0, 255))).join('')),
    hex: (random: Random) => many(random, 8, () => random.int(16, 255).toString(16)).join(''),
  },
  /** Hundredths are no exact numbers. */
  outputTransform: (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value),
};

/** A schema of draft-07 for the generator, which knows 2020-12: words instead of letters, and numbers that can be read. */
function prepare(schema: JsonSchema, seed: number): JsonSchema {
  if (Object.keys(schema).length === 0) return { ...ANY, ...limitsOf({}) };
  if (isBytesSchema(schema))
    return { ...schema, properties: { $bytes: { type: 'string', format: 'base64' } } };
  const { items, ...others } = schema;
  const { type, properties, required, additionalProperties, propertyNames: names = {} } = others;
  if (type === 'string' && !schema.format && !schema.pattern) return { ...schema, format: 'words' };
  if (type === 'integer' || type === 'number') return { ...schema, ...limitsOf(schema) };
  if (Array.isArray(items)) return { ...others, prefixItems: items, minItems: items.length };
  if (typeof additionalProperties !== 'object' || properties || required) return schema;
  if (!names.pattern && (names.format ?? 'words') === 'words') return { ...schema, minProperties: 1 };
  // It makes no names that fit a pattern.
  const name = String(generateSync(names as FakerSchema, { ...FAKER, seed }));
  return { ...schema, properties: { [name]: additionalProperties }, required: [name] };
}

/** How far a number without a limit goes: small enough to be read. */
const SPAN = 1_000;

function limitsOf({ type, ...schema }: JsonSchema): JsonSchema {
  // zod gives integers the limits of what is safe.
  const isSet = (limit = Number.MAX_SAFE_INTEGER): boolean => Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
  const low = isSet(minimum) ? minimum : isSet(exclusiveMinimum) ? exclusiveMinimum : undefined;
  const high = isSet(maximum) ? maximum : isSet(exclusiveMaximum) ? exclusiveMaximum : undefined;
  return {
    ...(low === undefined && { minimum: high === undefined ? 0 : high - SPAN }),
    ...(high === undefined && { maximum: (low ?? 0) + SPAN }),
    ...(type === 'number' && { multipleOf: multipleOf ?? 0.01 }),
  };
}
