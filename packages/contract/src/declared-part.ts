import { isBytes } from './bytes.ts';
import { REDACTED } from './redact.ts';
import type { Schema } from './schema.ts';
import { describer, inside, MAX_DEPTH, type Node, sameValue } from './schema-nodes.ts';

/** What is shown of a text or number instead of an object or list. */
const MISPLACED = '<of another type>';

/**
 * What of a value its schema names, whether or not it fits: for a log, where a field by a wrong name may be a secret. Fields
 * and items that the schema does not have are left out at every depth, and a text or number where it wants an object or a
 * list is `<of another type>`. Nothing where there is no schema; all is hidden where the schema's library cannot
 * describe it. The value is not changed.
 */
export function declaredPart(schema: Schema | undefined, value: unknown): unknown {
  if (!schema || value === undefined) return undefined;
  const roots = describe(schema);
  if (!roots) return REDACTED;
  return roots.reduce<unknown>((part, root) => keep([root], part, { root, depth: 0 }), value);
}

const describe = describer();

interface Place {
  readonly root: Node;
  readonly depth: number;
}

/** `nodes` are the schemas that the value may be of. */
function keep(nodes: readonly Node[], value: unknown, { root, depth }: Place): unknown {
  if (value === null || value === undefined) return value;
  if (depth === MAX_DEPTH) return REDACTED;
  const all = expand(nodes, root);
  if (all.some(isAnything)) return value;
  if (typeof value !== 'object' || isBytes(value)) return all.some(isSingle) ? value : MISPLACED;
  const inner = { root, depth: depth + 1 };
  const of = (key: string | number): Node[] => all.flatMap((node) => inside(node, key));
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const children = of(index);
      return children.length > 0 ? [keep(children, item, inner)] : [];
    });
  }
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const children = of(key).filter((child) => !isNothing(child));
    return children.length > 0 ? [[key, keep(children, item, inner)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** These schemas, and all that describe the same value. */
function expand(nodes: readonly Node[], root: Node): Node[] {
  const all = new Set(nodes);
  for (const node of all) for (const same of sameValue(node, root)) all.add(same);
  return [...all];
}

/** Keywords that say what a value may be. Without any of them it may be anything. */
const DESCRIBING = ['$ref', 'type', 'enum', 'const', 'not', 'anyOf', 'oneOf', 'allOf', 'properties', 'items'];

function isAnything(node: Node): boolean {
  return !DESCRIBING.some((keyword) => Object.hasOwn(node, keyword));
}

/** Whether it describes a text, a number or a boolean. */
function isSingle({ type, enum: values, const: constant }: Node): boolean {
  const types = [type].flat().filter((name) => name !== undefined && name !== 'null');
  return (
    types.some((name) => name !== 'object' && name !== 'array') ||
    values !== undefined ||
    constant !== undefined
  );
}

function isNothing({ not }: Node): boolean {
  return typeof not === 'object' && not !== null && Object.keys(not).length === 0;
}
