import { fromJson, type Issue, type Schema, validateNow } from '@switchboard/contract';
import { isBytes, type JsonSchema, payloadSchema } from '../../../lib/payload-schema.ts';
import { Leaves } from './leaves.ts';

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
  if (!described) return refuse([], 'the library of this schema gives no JSON Schema');
  const { seed = Math.floor(Math.random() * 2 ** 31), unlike } = options;
  const next = valuesOf(described, seed);
  let last: Generated = refuse([], 'nothing was tried');
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const json = next();
      const validation = validateNow(schema, fromJson(json));
      if (validation.ok) last = { ok: true, json };
      else if (!last.ok) last = { ok: false, issues: validation.issues };
      if (last.ok && JSON.stringify(last.json) !== JSON.stringify(unlike)) return last;
    }
    return last;
  } catch (error) {
    if (error instanceof CannotGenerateError) return refuse(error.path, error.message);
    return refuse([], error instanceof Error ? error.message : String(error));
  }
}

function refuse(path: readonly (string | number)[], message: string): Generated {
  return { ok: false, issues: [{ path: [...path], message }] };
}

type Path = readonly (string | number)[];

/** Nothing can be made for a part of a schema. */
class CannotGenerateError extends Error {
  override readonly name = 'CannotGenerateError';
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

/** From here on, optional parts are left out and lists are as short as they may be. */
const CALM_DEPTH = 4;
/** A schema that must go deeper than this never ends. */
const MAX_DEPTH = 16;
const MAX_ITEMS = 3;

/**
 * Makes random values for a JSON Schema of draft-07, in their JSON form: the same ones for the same seed. They fit most
 * schemas, but not what JSON Schema cannot say: check them. Throws a CannotGenerateError where there is no way.
 */
function valuesOf(root: JsonSchema, seed: number): () => unknown {
  const leaves = new Leaves(seed);

  const make = (schema: JsonSchema | boolean, path: Path): unknown => {
    if (schema === true) return anyJson(leaves);
    if (schema === false) throw new CannotGenerateError(path, 'the schema allows nothing here');
    if (path.length > MAX_DEPTH)
      throw new CannotGenerateError(path, 'the schema requires itself without end');
    if (isBytes(schema)) return { $bytes: leaves.base64(1, 48) };
    if (schema.$ref !== undefined) return make(follow(schema.$ref, root), path);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return leaves.pick(schema.enum);
    const { anyOf, oneOf, allOf, ...rest } = schema;
    if (allOf) return make(merge([rest, ...allOf], root), path);
    const options = (anyOf ?? oneOf)?.map((option) => ({ ...rest, ...option }));
    if (options) return makeOneOf(options, path);
    if (!Array.isArray(schema.type)) return makeType(schema, path);
    return makeOneOf(
      schema.type.map((type) => ({ ...schema, type })),
      path,
    );
  };

  const makeType = (schema: JsonSchema, path: Path): unknown => {
    const type = schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : undefined);
    switch (type) {
      case undefined:
        if (schema.not) throw new CannotGenerateError(path, 'the schema only says what is not allowed here');
        return anyJson(leaves);
      case 'string':
        return leaves.text(schema);
      case 'integer':
      case 'number':
        return leaves.number(schema);
      case 'boolean':
        return leaves.pick([false, true]);
      case 'null':
        return null;
      case 'array':
        return makeList(schema, path);
      case 'object':
        return makeObject(schema, path);
      default:
        throw new CannotGenerateError(path, `the type "${String(type)}" is unknown`);
    }
  };

  /** Any of the options that can be made; near the bottom, those that go no deeper. */
  const makeOneOf = (options: readonly JsonSchema[], path: Path): unknown => {
    const flat = options.filter((option) => !isDeep(option, root));
    const left = [...(path.length >= CALM_DEPTH && flat.length > 0 ? flat : options)];
    let last: unknown = new CannotGenerateError(path, 'the union is empty');
    while (left.length > 0) {
      const [option = true] = left.splice(leaves.int(0, left.length - 1), 1);
      try {
        return make(option, path);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  };

  const makeList = (schema: JsonSchema, path: Path): unknown[] => {
    const { items, minItems = 0, maxItems = Number.MAX_SAFE_INTEGER, uniqueItems } = schema;
    if (Array.isArray(items)) return items.map((item, index) => make(item, [...path, index]));
    const most = path.length >= CALM_DEPTH ? minItems : minItems + MAX_ITEMS;
    const length = leaves.int(minItems, Math.min(maxItems, most));
    const list = new Map<unknown, unknown>();
    for (let tries = 0; list.size < length && tries < 10 * length; tries++) {
      const item = make(items ?? true, [...path, 0]);
      list.set(uniqueItems ? JSON.stringify(item) : tries, item);
    }
    return [...list.values()];
  };

  const makeName = (names: JsonSchema, path: Path): string =>
    names.enum || names.pattern || names.format ? String(make(names, path)) : leaves.word();

  const makeObject = (schema: JsonSchema, path: Path): object => {
    const { properties = {}, required = [], additionalProperties, propertyNames = {} } = schema;
    const isCalm = path.length >= CALM_DEPTH;
    const entries: [string, unknown][] = [];
    for (const [name, property] of Object.entries(properties)) {
      const isRequired = required.includes(name);
      if (!isRequired && (isCalm || leaves.pick([false, true]))) continue;
      try {
        entries.push([name, make(property, [...path, name])]);
      } catch (error) {
        if (isRequired) throw error;
      }
    }
    if (Object.keys(properties).length === 0 && typeof additionalProperties === 'object') {
      const free = required.length > 0 || isCalm ? 0 : leaves.int(1, MAX_ITEMS);
      const names = Array.from({ length: free }, () => makeName(propertyNames, path));
      for (const name of [...required, ...names])
        entries.push([name, make(additionalProperties, [...path, 'key'])]);
    }
    return Object.fromEntries(entries);
  };

  return () => make(root, []);
}

function anyJson(leaves: Leaves): unknown {
  const [words, number] = [leaves.words(), leaves.int(0, 1_000)];
  return leaves.pick([
    words,
    words,
    number,
    number % 2 === 0,
    null,
    [words, number],
    { [leaves.word()]: words },
  ]);
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
