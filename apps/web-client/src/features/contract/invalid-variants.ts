import {
  type EventSpec,
  fromJson,
  readValueNow,
  type Schema,
  toJson,
  type UnknownFields,
  validateNow,
} from '@switchboard/contract';
import { type JsonSchema as FakerSchema, generateSync } from 'json-schema-faker';
import {
  followReference,
  isBytesSchema,
  type JsonSchema,
  mapSchema,
  payloadSchema,
} from '../../contract/payload-schema.ts';
import { formatPath, getAtPath, isObject, setAtPath } from '../../lib/at-path.ts';
import { CONTRACT } from '../../texts/contract.ts';
import { type Fault, objectFaults, valueFaults, wholeFaults } from './value-faults.ts';

/** A payload from which wrong ones can be made. */
export interface BasePayload {
  readonly label: string;
  readonly payload: unknown;
}

/** The examples, then the draft, as far as they fit the schema: nothing can be said of a variant of what is wrong already. */
export function basePayloads({ payload: schema, examples = [] }: EventSpec, draft: string): BasePayload[] {
  if (!schema) return [{ label: CONTRACT.noPayload, payload: null }];
  const candidates = examples.map(({ name, payload }) => ({ label: CONTRACT.example(name), payload }));
  try {
    candidates.push({ label: CONTRACT.theDraft, payload: fromJson(JSON.parse(draft)) });
  } catch {
    // The draft is no JSON.
  }
  return candidates.filter(({ payload }) => validateNow(schema, payload).ok);
}

/** A payload that breaks the contract in one way. */
export interface Variant {
  /** The change: `text: too long`. */
  readonly name: string;
  /** Where. */
  readonly path: Path;
  /** Why it is invalid, in words. */
  readonly wrong: string;
  /** The payload in its JSON form, for an editor. */
  readonly json: unknown;
  /** What goes over the wire. */
  readonly payload: unknown;
}

type Path = readonly (string | number)[];

/** How deep references, unions, a recursive schema and a payload are followed. */
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
  if (!schema) return wholeFaults(null).flatMap((fault) => toVariant(fault, [], fault.value) ?? []);
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
  const add = (fault: Fault, path: Path, whole: unknown): void => {
    const variant = toVariant(fault, path, whole);
    if (!variant || variants.length >= MAX_VARIANTS) return;
    const key = JSON.stringify(variant.json);
    if (seen.has(key) || seen.has(variant.name) || !fails(variant.payload)) return;
    seen.add(key).add(variant.name);
    variants.push(variant);
  };
  const walkProperty = (property: JsonSchema, path: Path, whole: unknown): void => {
    const fitting = resolve(property, root)
      .map((node) => setAtPath(whole, path, exampleFor(node, root)))
      .find((filled) => !fails(onTheWire(filled)?.value));
    walk(property, fitting && getAtPath(fitting, path), path, fitting ?? whole);
  };
  const walk = (described: JsonSchema, value: unknown, path: Path, whole: unknown): void => {
    if (path.length > MAX_DEPTH) return;
    for (const node of resolve(described, root)) {
      if (Array.isArray(value)) {
        // One item stands for all.
        const [items] = [node.items ?? []].flat();
        if (items && value.length > 0) walk(items, value[0], [...path, 0], whole);
      } else if (isObject(value) && !isBytesSchema(node)) {
        for (const { key, fault } of objectFaults(node, value)) {
          add(fault, [...path, key], setAtPath(whole, path, fault.value));
        }
        for (const [key, property] of Object.entries(node.properties ?? {})) {
          if (Object.hasOwn(value, key)) walk(property, value[key], [...path, key], whole);
          else walkProperty(property, [...path, key], whole);
        }
      }
      for (const fault of valueFaults(node, value)) add(fault, path, setAtPath(whole, path, fault.value));
    }
  };
  walk(root, json, [], json);
  for (const fault of wholeFaults(json)) add(fault, [], fault.value);
  return variants;
}

/** `undefined` for a value that has no form on the wire. */
function toVariant({ what, wrong }: Fault, path: Path, json: unknown): Variant | undefined {
  const payload = onTheWire(json);
  return payload && { name: `${formatPath(path)}: ${what}`, path, wrong, json, payload: payload.value };
}

function onTheWire(json: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: fromJson(json) };
  } catch {
    return undefined;
  }
}

/** The schemas that may describe one value: each branch of the schema's unions, and the schema without them. */
function resolve(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  if (depth === MAX_DEPTH) return [];
  const { $ref, anyOf = [], oneOf = [], allOf = [], ...own } = schema;
  const target = $ref === undefined ? undefined : followReference($ref, root);
  const others = [...anyOf, ...oneOf, ...allOf, ...(target ? [target] : [])];
  return [...others.flatMap((other) => resolve(other, root, depth + 1)), own];
}

/** A value in JSON, which may miss what only the schema's own code knows; `undefined` where none can be made. */
function exampleFor(node: JsonSchema, { definitions = {} }: JsonSchema): unknown {
  const noBytes = { const: { $bytes: '' } };
  const prepared = mapSchema({ ...node, definitions }, (part) => (isBytesSchema(part) ? noBytes : part));
  try {
    return generateSync(prepared as FakerSchema, { seed: 1 });
  } catch {
    return undefined;
  }
}
