import { isBytes } from './bytes.ts';
import { isStandardCode } from './error-codes.ts';
import { declaredError, type EventSpec } from './event-map.ts';
import type { AnyReply, ErrorBody } from './reply.ts';
import type { Schema } from './schema.ts';
import { describer, inside, MAX_DEPTH, type Node, sameValue } from './schema-nodes.ts';

/** What is shown instead of a secret. */
export const REDACTED = '•••';

/**
 * The value as it may be shown: every part whose schema is marked `secret: true` (in zod, `.meta({ secret: true })`) is
 * replaced, whether or not the value fits. The same value comes back where nothing is hidden; all of it is hidden where
 * the schema's library cannot describe the schema.
 */
export function redact(schema: Schema | undefined, value: unknown): unknown {
  if (!schema || value === undefined) return value;
  const roots = describe(schema);
  if (!roots) return REDACTED;
  return roots.reduce<unknown>((shown, root) => hide(root, shown, { root, depth: 0 }), value);
}

/**
 * The reply as it may be shown: by the event's response, or by the data of its declared error. The data of an error that the
 * event does not declare are hidden, because only the newer contract that declares it knows what is secret.
 */
export function redactReply(spec: EventSpec | undefined, reply: AnyReply): AnyReply {
  if (reply.ok) {
    const data = redact(spec?.response, reply.data);
    return data === reply.data ? reply : { ...reply, data };
  }
  const { error } = reply;
  const data = spec ? shownData(spec, error) : error.data;
  return data === error.data ? reply : { ...reply, error: { ...error, data } };
}

function shownData(spec: EventSpec, { code, data }: ErrorBody): unknown {
  const declared = declaredError(spec, code);
  if (typeof declared === 'object') return redact(declared, data);
  return declared === true || isStandardCode(code) || data === undefined || data === null ? data : REDACTED;
}

interface Place {
  readonly root: Node;
  readonly depth: number;
}

const describe = describer((node) => JSON.stringify(node).includes('"secret":true'));

function hide(node: Node, value: unknown, { root, depth }: Place): unknown {
  if (value === null || value === undefined) return value;
  if (node.secret === true || depth === MAX_DEPTH) return REDACTED;
  const inner = { root, depth: depth + 1 };
  const shown = sameValue(node, root).reduce<unknown>((part, same) => hide(same, part, inner), value);
  if (typeof shown !== 'object' || shown === null || isBytes(shown)) return shown;
  const hideIn = (key: string | number, item: unknown): unknown =>
    inside(node, key).reduce<unknown>((part, child) => hide(child, part, inner), item);
  if (Array.isArray(shown)) {
    const items = shown.map((item, index) => hideIn(index, item));
    return items.some((item, index) => item !== shown[index]) ? items : shown;
  }
  const entries = Object.entries(shown).map(([key, item]) => [key, item, hideIn(key, item)] as const);
  if (entries.every(([, before, after]) => before === after)) return shown;
  return Object.fromEntries(entries.map(([key, , item]) => [key, item]));
}
