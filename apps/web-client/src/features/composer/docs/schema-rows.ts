import { isBytes, type JsonSchema } from '../../../lib/payload-schema.ts';
import { describeType } from './describe-type.ts';

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
  if (isBytes(schema) || place.depth > MAX_DEPTH) return [];
  const { $ref, items, allOf = [], properties = {}, required = [] } = schema;
  if ($ref !== undefined) {
    if (place.seen.includes($ref)) return [];
    return rowsInside(follow(place.root, $ref), { ...place, seen: [...place.seen, $ref] });
  }
  const row = (name: string, part: JsonSchema, optional = false): SchemaRow[] =>
    rowsOf(name, part, place, optional);
  const others = (name: string, part: unknown): SchemaRow[] => (isSchema(part) ? row(name, part, true) : []);
  const rows = Object.entries(properties).flatMap(([name, part]) =>
    row(name, part, !required.includes(name)),
  );
  rows.push(...others('any name', schema.additionalProperties));
  if (Array.isArray(items)) {
    rows.push(...items.flatMap((item, index) => row(`[${index}]`, item)));
    rows.push(...others('further items', schema.additionalItems));
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
    const name = value === undefined ? `or ${index + 1}` : `${tag}: ${JSON.stringify(value)}`;
    return rowsOf(name, option, place);
  });
}

function rowsOf(name: string, part: JsonSchema, place: Place, optional = false): SchemaRow[] {
  const schema = unwrap(part);
  const { $ref } = schema;
  const key = `${place.key}/${name}`;
  const isAgain = $ref !== undefined && place.seen.includes($ref);
  const { $ref: _, ...target } = { ...($ref !== undefined && follow(place.root, $ref)), ...schema };
  const row: SchemaRow = {
    key,
    depth: place.depth,
    name,
    type: isAgain ? 'same as above' : describeType(target),
    optional,
    deprecated: target.deprecated === true,
    secret: target.secret === true,
    description: target.description,
  };
  return isAgain ? [row] : [row, ...rowsInside(schema, { ...place, key, depth: place.depth + 1 })];
}

function follow(root: JsonSchema, reference: string): JsonSchema {
  const keys = reference.split('/').slice(1);
  return keys.reduce<JsonSchema>(
    (node, key) => (node[key.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}) as JsonSchema,
    root,
  );
}

/** Draft-07 ignores what stands beside a reference, so libraries put the reference alone into an `allOf`. */
function unwrap(schema: JsonSchema): JsonSchema {
  const { allOf: [only, ...more] = [], ...beside } = schema;
  return only?.$ref !== undefined && more.length === 0 ? { ...beside, ...only } : schema;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
