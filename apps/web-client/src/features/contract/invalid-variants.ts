import {
  fromJson,
  ownValue,
  readValueNow,
  type Schema,
  toJson,
  type UnknownFields,
} from '@switchboard/contract';
import { formatPath } from '../../components/issue-list.tsx';
import { isBytes, type JsonSchema, payloadSchema } from '../../lib/payload-schema.ts';
import { resolve, sampleOf } from './schema-nodes.ts';
import { type Fault, objectFaults, valueFaults, wholeFaults } from './value-faults.ts';

/** A payload that breaks the contract in one way. */
export interface Variant {
  /** The change: `text: too long`. */
  readonly name: string;
  /** Where. */
  readonly path: readonly (string | number)[];
  /** Why it is invalid, in words. */
  readonly wrong: string;
  /** The payload in its JSON form, for an editor. */
  readonly json: unknown;
  /** What goes over the wire. */
  readonly payload: unknown;
}

/** How deep a recursive schema, and a payload, are followed. */
const MAX_DEPTH = 8;
const MAX_VARIANTS = 500;

/**
 * Invalid variants of a valid payload, derived from the schema: the server must refuse each of them. An unknown field is
 * invalid only where the event refuses unknown fields. `schema` is left out for an event without a payload. Fields that
 * the payload leaves out are tried too, with an example where one can be made.
 */
export function invalidVariants(
  schema: Schema | undefined,
  payload: unknown,
  unknownFields?: UnknownFields,
): Variant[] {
  if (!schema) return wholeFaults(null).flatMap((fault) => toVariant(fault, []) ?? []);
  const root = payloadSchema(schema) ?? {};
  const json = toJson(payload);
  const seen = new Set<string>();
  const variants: Variant[] = [];
  /** A schema that throws refuses nothing. */
  const fails = (value: unknown): boolean => {
    try {
      return !readValueNow(schema, value, unknownFields).ok;
    } catch {
      return false;
    }
  };
  const add = (fault: Fault, path: readonly (string | number)[], wholeJson: unknown): void => {
    const variant = toVariant({ ...fault, value: wholeJson }, path);
    if (!variant) return;
    const key = JSON.stringify(variant.json);
    if (seen.has(key) || seen.has(variant.name) || variants.length >= MAX_VARIANTS) return;
    if (!fails(variant.payload)) return;
    seen.add(key).add(variant.name);
    variants.push(variant);
  };
  walk(root, json, [], {
    root,
    whole: json,
    add,
    accepts: (value) => !fails(onTheWire(value)?.value),
  });
  for (const fault of wholeFaults(json)) add(fault, [], fault.value);
  return variants;
}

interface Walk {
  readonly root: JsonSchema;
  readonly whole: unknown;
  readonly add: (fault: Fault, path: readonly (string | number)[], whole: unknown) => void;
  readonly accepts: (json: unknown) => boolean;
}

function walk(schema: JsonSchema, value: unknown, path: readonly (string | number)[], at: Walk): void {
  if (path.length > MAX_DEPTH) return;
  for (const node of resolve(schema, at.root)) {
    if (Array.isArray(value)) walkItems(node, value, path, at);
    else if (isObject(value) && !isBytes(node)) walkProperties(node, value, path, at);
    for (const fault of valueFaults(node, value)) {
      at.add(fault, path, put(at.whole, path, fault.value));
    }
  }
}

function walkItems(
  node: JsonSchema,
  items: readonly unknown[],
  path: readonly (string | number)[],
  at: Walk,
): void {
  const schema = Array.isArray(node.items) ? node.items[0] : node.items;
  // One item stands for all.
  if (schema && items.length > 0) walk(schema, items[0], [...path, 0], at);
}

function walkProperties(
  node: JsonSchema,
  value: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  at: Walk,
): void {
  for (const { key, fault } of objectFaults(node, value)) {
    at.add(fault, [...path, key], put(at.whole, path, fault.value));
  }
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const inner = [...path, key];
    if (Object.hasOwn(value, key)) {
      walk(property, value[key], inner, at);
      continue;
    }
    const sample = sampleOf(property, at.root);
    const whole = put(at.whole, inner, sample);
    if (sample !== undefined && at.accepts(whole)) walk(property, sample, inner, { ...at, whole });
    else walk(property, undefined, inner, at);
  }
}

/** `undefined` for a value that has no form on the wire. */
function toVariant({ what, wrong, value }: Fault, path: readonly (string | number)[]): Variant | undefined {
  const payload = onTheWire(value);
  return (
    payload && { name: `${formatPath(path)}: ${what}`, path, wrong, json: value, payload: payload.value }
  );
}

function onTheWire(json: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: fromJson(json) };
  } catch {
    return undefined;
  }
}

/** The value with another one at the path. */
function put(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? put(item, rest, replacement) : item));
  }
  const object: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  return { ...object, [key]: put(ownValue(object, String(key)), rest, replacement) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
