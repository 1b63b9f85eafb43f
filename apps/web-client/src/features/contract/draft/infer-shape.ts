import { isBytes } from '@switchboard/contract';
import { z } from 'zod';
import { groupBy } from '../../../lib/group-by.ts';
import { isSecretName } from '../../../lib/secret-names.ts';

/** What the samples of one value have in common. Every sample fits its shape. */
export interface Shape {
  /** How many samples it was inferred from. */
  readonly count: number;
  /** One for each kind of value that was seen; empty where there was no sample. */
  readonly variants: readonly ShapeVariant[];
}

export type ShapeVariant = { readonly count: number } & (
  | { readonly kind: 'null' | 'boolean' | 'integer' | 'number' | 'binary' | 'unknown' }
  | { readonly kind: 'text'; readonly format?: StringFormat; readonly choices?: readonly Choice[] }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'record'; readonly values: Shape }
  | ObjectVariant
  | { readonly kind: 'union'; readonly by: string; readonly members: readonly Member[] }
);

/** One of few texts, and how often it was seen. */
export interface Choice {
  readonly value: string;
  readonly count: number;
}

export interface ObjectVariant {
  readonly kind: 'object';
  readonly count: number;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly key: string;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  readonly shape: Shape;
}

/** The objects whose field `by` has this value. */
export interface Member {
  readonly value: string;
  readonly object: ObjectVariant;
}

type JsonObject = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 32;
/** A text is one of few choices if there are at most so many, and each was seen several times on average. */
const MAX_CHOICES = 6;
const SAMPLES_A_CHOICE = 4;
const MAX_CHOICE_LENGTH = 40;
/** Objects with more keys than this are records, and those whose keys are mostly in other objects. */
const MAX_FIELDS = 200;
const MIN_RECORD_KEYS = 20;
const RECORD_PRESENCE = 0.25;
/** Of so many fields, the first ones with few texts, one may decide which others are there. */
const MAX_UNION_KEYS = 8;

/** Infers what all samples have in common. Values of the field are not quoted if `isSecret`. */
export function inferShape(samples: readonly unknown[], isSecret = false, depth = 0): Shape {
  const byKind = groupBy(samples, kindOf);
  const variants = KINDS.flatMap((kind): ShapeVariant[] => {
    const values = byKind.get(kind);
    if (!values) return [];
    const count = values.length;
    if (depth > MAX_DEPTH) return [{ kind: 'unknown', count }];
    switch (kind) {
      case 'object':
        return [inferObject(values as JsonObject[], isSecret, depth)];
      case 'list':
        return [{ kind, count, items: inferShape((values as unknown[][]).flat(1), isSecret, depth + 1) }];
      case 'text':
        return [inferText(values as string[], isSecret)];
      case 'number':
        return [{ kind: values.every(Number.isSafeInteger) ? 'integer' : kind, count }];
      default:
        return [{ kind, count }];
    }
  });
  return { count: samples.length, variants };
}

/** In the order of a union. */
const KINDS = ['object', 'list', 'text', 'number', 'boolean', 'binary', 'unknown', 'null'] as const;

function kindOf(value: unknown): (typeof KINDS)[number] {
  // JSON writes `null` for what was not defined.
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'number';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : 'unknown';
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'object') return 'unknown';
  if (isBytes(value)) return 'binary';
  if (Array.isArray(value)) return 'list';
  return value instanceof Date ? 'unknown' : 'object';
}

function inferText(texts: readonly string[], isSecret: boolean): ShapeVariant {
  const base = { kind: 'text', count: texts.length } as const;
  if (isSecret) return base;
  const distinct = [...new Set(texts)];
  const format = FORMATS.find(({ schema }) => distinct.every((text) => schema.safeParse(text).success))?.code;
  if (format) return { ...base, format };
  const counts = countChoices(texts);
  if (!counts || texts.length < counts.size * SAMPLES_A_CHOICE) return base;
  const choices = [...counts].map(([value, count]) => ({ value, count }));
  return { ...base, choices: choices.sort((one, other) => other.count - one.count) };
}

/** A format that zod knows, as the code that makes its schema. */
export type StringFormat = (typeof FORMATS)[number]['code'];

/** From the strictest on: the first that every text fits counts. */
const FORMATS = [
  { code: 'z.uuid()', schema: z.uuid() },
  { code: 'z.ulid()', schema: z.ulid() },
  { code: 'z.iso.datetime()', schema: z.iso.datetime() },
  { code: 'z.iso.datetime({ offset: true })', schema: z.iso.datetime({ offset: true }) },
  { code: 'z.iso.datetime({ local: true })', schema: z.iso.datetime({ local: true }) },
  { code: 'z.iso.date()', schema: z.iso.date() },
  { code: 'z.iso.time()', schema: z.iso.time() },
  { code: 'z.ipv4()', schema: z.ipv4() },
  { code: 'z.jwt()', schema: z.jwt() },
  { code: 'z.email()', schema: z.email() },
  { code: 'z.url({ protocol: /^(https?|wss?)$/ })', schema: z.url({ protocol: /^(https?|wss?)$/ }) },
] as const;

/** How often each text came; `undefined` where they are not texts, not short, only one, or many. */
function countChoices(values: readonly unknown[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const text of values) {
    if (typeof text !== 'string' || text.length > MAX_CHOICE_LENGTH) return undefined;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MAX_CHOICES) return undefined;
  }
  return counts.size > 1 ? counts : undefined;
}

function inferObject(objects: readonly JsonObject[], isSecret: boolean, depth: number): ShapeVariant {
  const presence = presenceOf(objects);
  if (isRecord(presence, objects.length)) {
    const values = objects.flatMap((object) => Object.values(object));
    return { kind: 'record', count: objects.length, values: inferShape(values, isSecret, depth + 1) };
  }
  const by = isSecret ? undefined : unionKey(objects, presence);
  if (by === undefined) return fieldsOf(objects, isSecret, depth);
  const groups = groupBy(objects, (object) => object[by] as string);
  const members = [...groups].map(([value, group]) => ({ value, object: fieldsOf(group, isSecret, depth) }));
  return { kind: 'union', count: objects.length, by, members };
}

/** In how many of the objects each key is. */
function presenceOf(objects: readonly JsonObject[]): ReadonlyMap<string, number> {
  const presence = new Map<string, number>();
  for (const object of objects) {
    for (const key of Object.keys(object)) presence.set(key, (presence.get(key) ?? 0) + 1);
  }
  return presence;
}

const ID_LIKE = /^(\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24})$/i;

/** Whether the keys are data, such as ids, and not names of fields. */
function isRecord(presence: ReadonlyMap<string, number>, objects: number): boolean {
  const keys = [...presence.keys()];
  if (keys.length === 0) return false;
  if (keys.length > MAX_FIELDS || keys.every((key) => ID_LIKE.test(key))) return true;
  // zod takes what every object inherits for an optional field of the same name.
  if (keys.some((key) => key in Object.prototype)) return true;
  const total = [...presence.values()].reduce((sum, count) => sum + count, 0);
  return keys.length > MIN_RECORD_KEYS && total / (keys.length * objects) < RECORD_PRESENCE;
}

/** A field with one of few texts that decides which of the other fields are there; `undefined` if there is none. */
function unionKey(objects: readonly JsonObject[], presence: ReadonlyMap<string, number>): string | undefined {
  const optional = [...presence].filter(([, count]) => count < objects.length).map(([key]) => key);
  if (optional.length === 0) return undefined;
  const candidates: string[] = [];
  for (const [key, count] of presence) {
    if (count < objects.length || candidates.length === MAX_UNION_KEYS) continue;
    const choices = countChoices(objects.map((object) => object[key]));
    if (choices && [...choices.values()].every((times) => times > 1)) candidates.push(key);
  }
  const decided = candidates.map((key) => {
    const groups = [...groupBy(objects, (object) => object[key]).values()];
    const parts = groups.map((group) => ({ size: group.length, presence: presenceOf(group) }));
    // Always there or never, for each value of the key.
    const fields = optional.filter((field) =>
      parts.every(({ size, presence: own }) => (own.get(field) ?? size) === size),
    );
    return { key, fields: fields.length };
  });
  const [best] = decided.sort((one, other) => other.fields - one.fields);
  return best && best.fields > 0 && best.fields * 2 >= optional.length ? best.key : undefined;
}

function fieldsOf(objects: readonly JsonObject[], isSecret: boolean, depth: number): ObjectVariant {
  const entries = objects.flatMap((object) => Object.entries(object));
  const fields = [...groupBy(entries, ([key]) => key)].map(([key, seen]) => {
    const hides = isSecret || isSecretName(key);
    const values = seen.map(([, value]) => value);
    return {
      key,
      isOptional: values.length < objects.length,
      isSecret: hides,
      shape: inferShape(values, hides, depth + 1),
    };
  });
  return { kind: 'object', count: objects.length, fields };
}
