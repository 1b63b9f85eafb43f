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

const MAX_DEPTH = 8;

/** A schema as the rows of a tree: the parts of an object, a list, a tuple or a union below it. Recursion is named, not followed. */
export function schemaRows(root: JsonSchema): SchemaRow[] {
  return new Walk(root).inside(root, { key: '', depth: 0, seen: ['#'] });
}

interface Place {
  readonly key: string;
  readonly depth: number;
  /** The references on the way here. */
  readonly seen: readonly string[];
}

class Walk {
  readonly #root: JsonSchema;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  /** The rows below a schema. */
  inside(schema: JsonSchema, place: Place): SchemaRow[] {
    if (isBytes(schema) || place.depth > MAX_DEPTH) return [];
    const {
      $ref,
      items,
      allOf = [],
      properties = {},
      required = [],
      additionalProperties,
      additionalItems,
    } = schema;
    if ($ref !== undefined) {
      if (place.seen.includes($ref)) return [];
      return this.inside(this.#follow($ref), { ...place, seen: [...place.seen, $ref] });
    }
    const rows = Object.entries(properties).flatMap(([name, part]) =>
      this.#row(name, part, place, !required.includes(name)),
    );
    if (isSchema(additionalProperties))
      rows.push(...this.#row('any name', additionalProperties, place, true));
    if (Array.isArray(items)) {
      rows.push(...items.flatMap((item, index) => this.#row(`[${index}]`, item, place)));
      if (isSchema(additionalItems)) rows.push(...this.#row('further items', additionalItems, place, true));
    } else if (items) rows.push(...this.#item(items, place));
    return [...rows, ...allOf.flatMap((part) => this.inside(part, place)), ...this.#options(schema, place)];
  }

  /** An object's fields stand right below their list. */
  #item(items: JsonSchema, place: Place): SchemaRow[] {
    return this.inside(items, { ...place, key: `${place.key}[]` });
  }

  #options({ anyOf, oneOf, discriminator }: JsonSchema, place: Place): SchemaRow[] {
    const options = anyOf ?? oneOf ?? [];
    // The type of a union of scalars says it all.
    if (options.every((option) => this.inside(option, place).length === 0)) return [];
    const tag = (discriminator as { propertyName?: string } | undefined)?.propertyName;
    return options.flatMap((option, index) => {
      const value = tag === undefined ? undefined : option.properties?.[tag]?.const;
      const name = value === undefined ? `or ${index + 1}` : `${tag}: ${JSON.stringify(value)}`;
      return this.#row(name, option, place);
    });
  }

  #row(name: string, part: JsonSchema, place: Place, optional = false): SchemaRow[] {
    const schema = unwrap(part);
    const key = `${place.key}/${name}`;
    const target = schema.$ref === undefined ? schema : { ...this.#follow(schema.$ref), ...schema };
    const again = schema.$ref !== undefined && place.seen.includes(schema.$ref);
    const { $ref: _, ...resolved } = target;
    const row: SchemaRow = {
      key,
      depth: place.depth,
      name,
      type: again ? 'same as above' : describeType(resolved),
      optional,
      deprecated: target.deprecated === true,
      secret: target.secret === true,
      description: target.description,
    };
    return again ? [row] : [row, ...this.inside(schema, { ...place, key, depth: place.depth + 1 })];
  }

  #follow(reference: string): JsonSchema {
    const keys = reference.split('/').slice(1);
    return keys.reduce<JsonSchema>(
      (node, key) => (node[key.replaceAll('~1', '/').replaceAll('~0', '~')] ?? {}) as JsonSchema,
      this.#root,
    );
  }
}

/** Draft-07 ignores what stands beside a reference, so libraries put the reference alone into an `allOf`. */
function unwrap(schema: JsonSchema): JsonSchema {
  const { allOf: [only, ...more] = [], ...beside } = schema;
  return only?.$ref !== undefined && more.length === 0 ? { ...beside, ...only } : schema;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
