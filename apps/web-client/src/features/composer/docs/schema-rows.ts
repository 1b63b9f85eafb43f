import { followReference, isBytesSchema, type JsonSchema } from '../../../contract/payload-schema.ts';
import { DOCS } from '../../../texts/editors.ts';

/** One line of a schema's tree. */
export interface SchemaRow {
  /** Where it stands in the tree; no other row has the same. */
  readonly key: string;
  readonly depth: number;
  readonly name: string;
  /** What it is, with its limits; left out where the rows below say it. */
  readonly type: string;
  readonly optional: boolean;
  readonly deprecated: boolean;
  readonly secret: boolean;
  readonly description?: string | undefined;
}

interface Place {
  readonly root: JsonSchema;
  readonly key: string;
  readonly depth: number;
  /** The references on the way here. */
  readonly seen: readonly string[];
}

const MAX_DEPTH = 8;

/** A schema as the rows of a tree: the parts of an object, a list, a tuple or a union below it. Recursion is named, not followed. */
export function schemaRows(root: JsonSchema): SchemaRow[] {
  return rowsInside(root, { root, key: '', depth: 0, seen: ['#'] });
}

function rowsInside(schema: JsonSchema, place: Place): SchemaRow[] {
  if (isBytesSchema(schema) || place.depth > MAX_DEPTH) return [];
  const { $ref, items, allOf = [], properties = {}, required = [] } = schema;
  if ($ref !== undefined) {
    if (place.seen.includes($ref)) return [];
    return rowsInside(followReference($ref, place.root) ?? {}, { ...place, seen: [...place.seen, $ref] });
  }
  const row = (name: string, part: JsonSchema, optional = false): SchemaRow[] =>
    rowsOf(name, part, place, optional);
  const others = (name: string, part: unknown): SchemaRow[] => (isSchema(part) ? row(name, part, true) : []);
  const rows = Object.entries(properties).flatMap(([name, part]) =>
    row(name, part, !required.includes(name)),
  );
  rows.push(...others(DOCS.anyName, schema.additionalProperties));
  if (Array.isArray(items)) {
    rows.push(...items.flatMap((item, index) => row(`[${index}]`, item)));
    rows.push(...others(DOCS.furtherItems, schema.additionalItems));
    // An object's fields stand right below their list.
  } else if (items) rows.push(...rowsInside(items, { ...place, key: `${place.key}[]` }));
  return [...rows, ...allOf.flatMap((part) => rowsInside(part, place)), ...optionsOf(schema, place)];
}

function optionsOf({ anyOf, oneOf, discriminator }: JsonSchema, place: Place): SchemaRow[] {
  const options = anyOf ?? oneOf ?? [];
  // The type of a union of scalars says it all.
  if (options.every((option) => rowsInside(option, place).length === 0)) return [];
  const tag = (discriminator as { propertyName?: string } | undefined)?.propertyName;
  return options.flatMap((option, index) => {
    const value = tag === undefined ? undefined : option.properties?.[tag]?.const;
    const name = value === undefined ? DOCS.option(index + 1) : `${tag}: ${JSON.stringify(value)}`;
    return rowsOf(name, option, place);
  });
}

function rowsOf(name: string, part: JsonSchema, place: Place, optional = false): SchemaRow[] {
  const schema = unwrap(part);
  const { $ref } = schema;
  const key = `${place.key}/${name}`;
  const isAgain = $ref !== undefined && place.seen.includes($ref);
  const { $ref: _, ...target } = { ...($ref !== undefined && followReference($ref, place.root)), ...schema };
  const row: SchemaRow = {
    key,
    depth: place.depth,
    name,
    type: isAgain ? DOCS.sameAsAbove : describeType(target),
    optional,
    deprecated: target.deprecated === true,
    secret: target.secret === true,
    description: target.description,
  };
  return isAgain ? [row] : [row, ...rowsInside(schema, { ...place, key, depth: place.depth + 1 })];
}

/** Draft-07 ignores what stands beside a reference, so libraries put the reference alone into an `allOf`. */
function unwrap(schema: JsonSchema): JsonSchema {
  const { allOf: [only, ...more] = [], ...beside } = schema;
  return only?.$ref !== undefined && more.length === 0 ? { ...beside, ...only } : schema;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** A schema's type and limits in a few words: `text, 1-32 characters`, `list of whole number, at most 5`. */
export function describeType(schema: JsonSchema): string {
  if (isBytesSchema(schema)) return DOCS.binary;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(DOCS.or);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map(describeType).join(DOCS.or);
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => describeType({ ...schema, type: one })).join(DOCS.or);
  const words = [typeWords(schema), ...limits(schema)];
  if (schema.default !== undefined) words.push(DOCS.default(JSON.stringify(schema.default)));
  return words.filter(Boolean).join(', ');
}

function typeWords({ type, items, format, $ref, additionalItems }: JsonSchema): string {
  if (Array.isArray(items)) return DOCS.tuple(items.length, Boolean(additionalItems));
  if (type === 'array') return items ? DOCS.listOf(describeType(items)) : DOCS.list;
  if (type === 'string' && format) return format;
  if (typeof type === 'string') return DOCS.types[type] ?? type;
  return $ref === undefined ? DOCS.anyJson : referenceWords($ref);
}

/** A library names a schema that its author did not name `__schema0`. */
function referenceWords(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  return name === '' || name === '#' || name.startsWith('__') ? DOCS.sameAsAbove : name;
}

function limits(schema: JsonSchema): string[] {
  const { minLength, maxLength, items, pattern, format } = schema;
  const found: string[] = [];
  if (maxLength !== undefined) found.push(DOCS.characters(minLength ?? 0, maxLength));
  else if (minLength !== undefined) found.push(DOCS.characters(minLength));
  for (const [key, words] of Object.entries(DOCS.bounds)) {
    const bound = schema[key];
    // The length of a tuple is said already, and these are the bounds of every whole number.
    const isSaid = Array.isArray(items) && key.endsWith('Items');
    if (typeof bound !== 'number' || isSaid || Math.abs(bound) >= Number.MAX_SAFE_INTEGER) continue;
    found.push(`${words} ${bound}`);
  }
  if (pattern !== undefined && !format) found.push(DOCS.matches(pattern));
  return found;
}
