import { isBytes } from '@switchboard/contract';
import { type StringFormat, stringFormatOf } from './string-formats.ts';

/** What the samples of one value have in common. Every sample fits its shape. */
export interface Shape {
  /** How many samples it was inferred from. */
  readonly count: number;
  /** One for each kind of value that was seen; empty where there was no sample. */
  readonly variants: readonly Variant[];
}

export type Variant = { readonly count: number } & (
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

/** Infers what all samples have in common. Values of the field are not quoted if `isSecret`. */
export function inferShape(samples: readonly unknown[], isSecret = false, depth = 0): Shape {
  const byKind = groupBy(samples, kindOf);
  const all = (kind: Kind): readonly unknown[] => byKind.get(kind) ?? [];
  const variants: Variant[] = [];
  const add = (values: readonly unknown[], make: () => Variant): void => {
    if (values.length > 0)
      variants.push(depth > MAX_DEPTH ? { kind: 'unknown', count: values.length } : make());
  };
  add(all('object'), () => inferObject(all('object') as JsonObject[], isSecret, depth));
  add(all('list'), () => {
    const lists = all('list') as unknown[][];
    return { kind: 'list', count: lists.length, items: inferShape(lists.flat(1), isSecret, depth + 1) };
  });
  add(all('text'), () => inferText(all('text') as string[], isSecret));
  add(all('number'), () => {
    const numbers = all('number');
    return { kind: numbers.every(Number.isSafeInteger) ? 'integer' : 'number', count: numbers.length };
  });
  for (const kind of ['boolean', 'binary', 'unknown', 'null'] as const) {
    add(all(kind), () => ({ kind, count: all(kind).length }));
  }
  return { count: samples.length, variants };
}

type Kind = 'null' | 'boolean' | 'number' | 'text' | 'binary' | 'list' | 'object' | 'unknown';

function kindOf(value: unknown): Kind {
  // JSON writes `null` for what was not defined.
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : 'unknown';
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'object') return 'unknown';
  if (isBytes(value)) return 'binary';
  if (Array.isArray(value)) return 'list';
  return value instanceof Date ? 'unknown' : 'object';
}

function inferText(texts: readonly string[], isSecret: boolean): Variant {
  const base = { kind: 'text', count: texts.length } as const;
  if (isSecret) return base;
  const format = stringFormatOf(texts);
  if (format) return { ...base, format };
  const choices = choicesOf(texts);
  return choices ? { ...base, choices } : base;
}

function choicesOf(texts: readonly string[]): readonly Choice[] | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text.length > MAX_CHOICE_LENGTH) return undefined;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MAX_CHOICES) return undefined;
  }
  if (counts.size < 2 || texts.length < counts.size * SAMPLES_A_CHOICE) return undefined;
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count);
}

function inferObject(objects: readonly JsonObject[], isSecret: boolean, depth: number): Variant {
  const presence = new Map<string, number>();
  for (const object of objects) {
    for (const key of Object.keys(object)) presence.set(key, (presence.get(key) ?? 0) + 1);
  }
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
  const decided = [...presence.keys()].map((key) => ({ key, fields: decides(objects, key, optional) }));
  const [best] = decided.sort((one, other) => other.fields - one.fields);
  return best && best.fields * 2 >= optional.length && best.fields > 0 ? best.key : undefined;
}

/** How many of the optional fields are always or never there for each value of this one. */
function decides(objects: readonly JsonObject[], key: string, optional: readonly string[]): number {
  const values = objects.map((object) => object[key]);
  if (!values.every((value) => typeof value === 'string')) return 0;
  const groups = groupBy(objects, (object) => object[key]);
  const isChoice = groups.size > 1 && groups.size <= MAX_CHOICES;
  if (!isChoice || [...groups.values()].some((group) => group.length < 2)) return 0;
  if ([...groups.keys()].some((value) => String(value).length > MAX_CHOICE_LENGTH)) return 0;
  return optional.filter((field) =>
    [...groups.values()].every((group) => {
      const present = group.filter((object) => Object.hasOwn(object, field)).length;
      return present === 0 || present === group.length;
    }),
  ).length;
}

/** Fields of such names are marked as secret, and their values are never quoted. */
const SECRET =
  /pass(word|wd|phrase)|secret|token|api[-_]?key|authorization|credential|cookie|private[-_]?key/i;

function fieldsOf(objects: readonly JsonObject[], isSecret: boolean, depth: number): ObjectVariant {
  const samples = new Map<string, unknown[]>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) {
      const seen = samples.get(key);
      if (seen) seen.push(value);
      else samples.set(key, [value]);
    }
  }
  const fields = [...samples].map(([key, values]) => {
    const hides = isSecret || SECRET.test(key);
    return {
      key,
      isOptional: values.length < objects.length,
      isSecret: hides,
      shape: inferShape(values, hides, depth + 1),
    };
  });
  return { kind: 'object', count: objects.length, fields };
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
