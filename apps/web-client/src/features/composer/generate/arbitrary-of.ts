import fc from 'fast-check';
import { isBytes, type JsonSchema } from '../../../lib/payload-schema.ts';
import { numbersOf } from './numbers.ts';
import { textsOf } from './texts.ts';

type Path = readonly (string | number)[];

/** Nothing can be made for a part of a schema. */
export class CannotGenerateError extends Error {
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.name = 'CannotGenerateError';
    this.path = path;
  }
}

/** From here on, optional parts are left out and lists are as short as they may be. */
const CALM_DEPTH = 4;
/** A schema that must go deeper than this never ends. */
const MAX_DEPTH = 16;
const MAX_ITEMS = 3;

/**
 * Values for a JSON Schema of draft-07, in their JSON form. They fit most schemas, but not what JSON Schema cannot say:
 * check them. Throws a CannotGenerateError where there is no way.
 */
export function arbitraryOf(root: JsonSchema): fc.Arbitrary<unknown> {
  return new Builder(root).build(root, []);
}

class Builder {
  readonly #root: JsonSchema;
  // A recursive schema is built once for each depth.
  readonly #built = new Map<JsonSchema, Map<number, fc.Arbitrary<unknown>>>();

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  build(schema: JsonSchema | boolean, path: Path): fc.Arbitrary<unknown> {
    if (schema === true) return anyJson();
    if (schema === false) throw new CannotGenerateError(path, 'the schema allows nothing here');
    if (path.length > MAX_DEPTH)
      throw new CannotGenerateError(path, 'the schema requires itself without end');
    const byDepth = this.#built.get(schema) ?? new Map<number, fc.Arbitrary<unknown>>();
    this.#built.set(schema, byDepth);
    const known = byDepth.get(path.length);
    if (known) return known;
    const made = this.#make(schema, path);
    byDepth.set(path.length, made);
    return made;
  }

  #make(schema: JsonSchema, path: Path): fc.Arbitrary<unknown> {
    if (isBytes(schema)) return bytes();
    if (schema.$ref !== undefined) return this.build(follow(schema.$ref, this.#root), path);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const { anyOf, oneOf, allOf, ...rest } = schema;
    if (allOf) return this.build(merge([rest, ...allOf], this.#root), path);
    const options = anyOf ?? oneOf;
    if (options)
      return this.#oneOf(
        options.map((option) => ({ ...rest, ...option })),
        path,
      );
    if (Array.isArray(schema.type))
      return this.#oneOf(
        schema.type.map((type) => ({ ...schema, type })),
        path,
      );
    return this.#ofType(schema, path);
  }

  #ofType(schema: JsonSchema, path: Path): fc.Arbitrary<unknown> {
    const type = schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : undefined);
    switch (type) {
      case undefined:
        if (schema.not) throw new CannotGenerateError(path, 'the schema only says what is not allowed here');
        return anyJson();
      case 'string':
        return textsOf(schema);
      case 'integer':
      case 'number':
        return numbersOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return this.#list(schema, path);
      case 'object':
        return this.#object(schema, path);
      default:
        throw new CannotGenerateError(path, `the type "${String(type)}" is unknown`);
    }
  }

  /** Any of the options that can be made; near the bottom, those that go no deeper. */
  #oneOf(options: readonly JsonSchema[], path: Path): fc.Arbitrary<unknown> {
    const flat = options.filter((option) => !isDeep(option, this.#root));
    const wanted = path.length >= CALM_DEPTH && flat.length > 0 ? flat : options;
    const made: fc.Arbitrary<unknown>[] = [];
    let last: unknown;
    for (const option of wanted) {
      try {
        made.push(this.build(option, path));
      } catch (error) {
        last = error;
      }
    }
    if (made.length === 0) throw last ?? new CannotGenerateError(path, 'the union is empty');
    return fc.oneof(...made);
  }

  #list(schema: JsonSchema, path: Path): fc.Arbitrary<unknown> {
    const {
      items,
      minItems = 0,
      maxItems = Number.POSITIVE_INFINITY,
      uniqueItems,
    } = schema as JsonSchema & {
      minItems?: number;
      maxItems?: number;
    };
    if (Array.isArray(items)) {
      const head = items.map((item, index) => this.build(item, [...path, index]));
      return fc.tuple(...head);
    }
    const minLength = minItems;
    const maxLength = Math.min(maxItems, path.length >= CALM_DEPTH ? minItems : minItems + MAX_ITEMS);
    if (maxLength === 0) return fc.constant([]);
    const item = this.build((items as JsonSchema | undefined) ?? true, [...path, 0]);
    return uniqueItems
      ? fc.uniqueArray(item, { minLength, maxLength, selector: (value) => JSON.stringify(value) })
      : fc.array(item, { minLength, maxLength });
  }

  #object(schema: JsonSchema, path: Path): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const calm = path.length >= CALM_DEPTH;
    const model: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [name, property] of Object.entries(properties)) {
      const isRequired = required.includes(name);
      if (!isRequired && calm) continue;
      try {
        model[name] = this.build(property, [...path, name]);
      } catch (error) {
        if (isRequired) throw error;
      }
    }
    const named = fc.record(model, {
      requiredKeys: required.filter((name) => Object.hasOwn(model, name)),
      noNullPrototype: true,
    });
    if (Object.keys(properties).length > 0 || typeof additionalProperties !== 'object') return named;
    return this.#dictionary(schema, additionalProperties, path);
  }

  #dictionary(schema: JsonSchema, values: JsonSchema, path: Path): fc.Arbitrary<unknown> {
    const { required = [], propertyNames } = schema as JsonSchema & { propertyNames?: JsonSchema };
    const value = this.build(values, [...path, 'key']);
    const fixed = fc.record(Object.fromEntries(required.map((name) => [name, value])), {
      noNullPrototype: true,
    });
    if (required.length > 0 || path.length >= CALM_DEPTH) return fixed;
    const isText = !propertyNames || (!propertyNames.enum && !propertyNames.pattern && !propertyNames.format);
    const keys = isText
      ? fc.lorem({ mode: 'words', maxCount: 1 }).map((word) => word.replace(/\W/g, ''))
      : (this.build(propertyNames, path) as fc.Arbitrary<string>);
    return fc.dictionary(keys, value, { minKeys: 1, maxKeys: MAX_ITEMS, noNullPrototype: true });
  }
}

function anyJson(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.lorem({ mode: 'words', maxCount: 3 }),
    fc
      .jsonValue({ maxDepth: 2, depthSize: 'xsmall' })
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  );
}

function bytes(): fc.Arbitrary<unknown> {
  return fc
    .uint8Array({ minLength: 1, maxLength: 48 })
    .map((some) => ({ $bytes: btoa(String.fromCharCode(...some)) }));
}

function isDeep(schema: JsonSchema, root: JsonSchema): boolean {
  const target = schema.$ref === undefined ? schema : follow(schema.$ref, root);
  return ['object', 'array'].includes(String(target.type)) || 'properties' in target || 'anyOf' in target;
}

function follow(reference: string, root: JsonSchema): JsonSchema {
  const keys = reference.split('/').slice(1);
  return keys.reduce<JsonSchema>(
    (node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')] as JsonSchema,
    root,
  );
}

/** One schema for values that must fit all of these. */
function merge(schemas: readonly JsonSchema[], root: JsonSchema): JsonSchema {
  const whole: JsonSchema = {};
  for (const { $ref, ...own } of schemas) {
    const part = $ref === undefined ? own : { ...follow($ref, root), ...own };
    const properties = { ...whole.properties, ...part.properties };
    const required = [...(whole.required ?? []), ...(part.required ?? [])];
    Object.assign(whole, part, Object.keys(properties).length > 0 && { properties }, { required });
  }
  return whole;
}
