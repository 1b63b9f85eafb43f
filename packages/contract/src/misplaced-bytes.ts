import { isBytes } from './bytes.ts';
import type { Path, Schema } from './schema.ts';
import { isNode, type Node, sameValue } from './schema-nodes.ts';
import { markedInput, TAKES } from './takes.ts';

/**
 * Where the value has bytes and the schema wants an object, if anywhere: zod takes each index of theirs for an unknown field, and
 * to name them all takes longer than anything else that fits into a packet.
 */
export function misplacedBytes(schema: Schema, value: unknown): Path | undefined {
  let place = places.get(schema);
  if (!place) {
    const root = markedInput(schema);
    place = toPlace(root, root);
    places.set(schema, place);
  }
  looks = 0;
  const found = find(place, value, 0);
  return found === 'misfit' ? undefined : found;
}

const places = new WeakMap<Schema, Place>();

/** What a schema takes, as a value is compared with it. It may hold itself. */
interface Place {
  takes: unknown;
  /** The descriptions of the same value. */
  branches: readonly Place[];
  /** The fields that have one of a few values: by them an object belongs to a branch. */
  fixed: readonly (readonly [key: string, values: readonly unknown[]])[];
  /** The named fields, or the first items, in which bytes may be misplaced. */
  inside: readonly (readonly [key: string | number, place: Place])[];
  /** All other fields, or items. */
  rest: Place | undefined;
  /** Those that `rest` is not about, by key or index. */
  named: object;
}

function toPlace(node: Node, root: Node, made = new Map<Node, Place>()): Place {
  const known = made.get(node);
  if (known) return known;
  const place: Place = { takes: undefined, branches: [], fixed: [], inside: [], rest: undefined, named: {} };
  made.set(node, place);
  const inner = (child: unknown): Place[] => (wantsObject(child, root) ? [toPlace(child, root, made)] : []);

  const { type, properties, additionalProperties, items, additionalItems } = node;
  const isTuple = Array.isArray(items);
  const named = (isTuple ? items : (properties ?? {})) as Readonly<Record<string, Node>>;
  const children = Object.entries(named);
  place.branches = sameValue(node, root).map((branch) => toPlace(branch, root, made));
  place.takes =
    node[TAKES] ?? (type === 'null' ? 'scalar' : place.branches.length > 0 ? 'the same' : 'anything');
  const required = [node.required].flat();
  place.fixed = children.flatMap(([key, child]) => {
    const { const: only, enum: several = only } = child;
    if (several === undefined || child[TAKES] !== 'scalar') return [];
    return [[key, [several, required.includes(key) ? [] : undefined].flat()]];
  });
  place.inside = children.flatMap(([key, child]) =>
    inner(child).map((at) => [isTuple ? Number(key) : key, at] as const),
  );
  [place.rest] = inner(isTuple ? additionalItems : (items ?? additionalProperties));
  place.named = named;
  return place;
}

/** Whether an object is wanted there, or inside. */
function wantsObject(node: unknown, root: Node, seen = new Set<Node>()): node is Node {
  if (!isNode(node) || seen.has(node) || node[TAKES] === 'anything') return false;
  seen.add(node);
  const { additionalProperties, items, additionalItems } = node;
  const inside = [...sameValue(node, root), additionalProperties, additionalItems, items].flat();
  return node[TAKES] === 'object' || inside.some((child) => wantsObject(child, root, seen));
}

/** Bytes at a path, a value that does not fit for another reason, or one that may fit. */
type Found = Path | 'misfit' | undefined;

/** For one value, then it is left to the schema: branches that hold branches may double them at each level. */
const MAX_LOOKS = 500_000;
let looks = 0;

/** From a schema to one inside: as deep as a payload may be, with a union and a reference at each level. */
const MAX_STEPS = 192;

function find(place: Place, value: unknown, steps: number): Found {
  const { takes, branches } = place;
  if (takes === 'anything' || steps > MAX_STEPS || ++looks > MAX_LOOKS) return undefined;
  if (branches.length > 0) return findInEach(branches, value, steps + 1);
  if (typeof value !== 'object' || value === null) return takes === 'scalar' ? undefined : 'misfit';
  // Nearly all are plain, which is seen sooner than that they are no bytes.
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain && isBytes(value)) return takes === 'object' ? [] : 'misfit';
  const fits = Array.isArray(value) ? takes === 'array' : takes === 'object' || takes === 'record';
  return fits ? findInside(place, value, steps + 1) : 'misfit';
}

/** Bytes are misplaced where no branch may take the value. */
function findInEach(branches: readonly Place[], value: unknown, steps: number): Found {
  let first: Found = 'misfit';
  for (const branch of branches) {
    const found = find(branch, value, steps);
    if (!found) return undefined;
    if (first === 'misfit') first = found;
  }
  return first;
}

function findInside({ fixed, inside, rest, named }: Place, value: object, steps: number): Found {
  const fields = value as Readonly<Record<string | number, unknown>>;
  for (const [key, values] of fixed) if (!values.includes(fields[key])) return 'misfit';
  for (const [key, place] of inside) {
    const found = find(place, fields[key], steps);
    if (found && found !== 'misfit') return [key, ...found];
  }
  if (!rest) return undefined;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const found = Object.hasOwn(named, key) ? undefined : find(rest, fields[key], steps);
    if (found && found !== 'misfit') return [key, ...found];
  }
  return undefined;
}
