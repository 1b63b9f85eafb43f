/** One change of a text: where, how much, and what comes in. */
export interface TextMutation {
  readonly kind: 'cut' | 'insert' | 'remove' | 'repeat' | 'replace';
  /** A part of the text's length, from 0 to 1. */
  readonly at: number;
  readonly length: number;
  readonly token: string;
}

/** One change of a payload at a path into it, taken modulo what there is. */
export interface ValueMutation {
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap';
  readonly path: readonly number[];
  readonly key: string;
  readonly value: unknown;
}

export function mutateText(text: string, { kind, at, length, token }: TextMutation): string {
  const start = Math.min(Math.floor(at * (text.length + 1)), text.length);
  const head = text.slice(0, start);
  const part = text.slice(start, start + length);
  const rest = text.slice(start + length);
  switch (kind) {
    case 'cut':
      return head;
    case 'insert':
      return head + token + part + rest;
    case 'remove':
      return head + rest;
    case 'repeat':
      return head + part + part + rest;
    case 'replace':
      return head + token + rest;
  }
}

/** A changed copy; the value itself, which belongs to the contract, stays as it is. */
export function mutateValue(value: unknown, mutation: ValueMutation, depth = 0): unknown {
  const step = mutation.path[depth];
  const entries = childrenOf(value);
  const target = step === undefined || entries.length === 0 ? undefined : entries[step % entries.length];
  if (!target) return mutation.kind === 'wrap' ? { [mutation.key]: value } : mutation.value;
  const isLast = depth === mutation.path.length - 1;
  if (isLast && mutation.kind === 'add') return rebuild(value, [...entries, [mutation.key, mutation.value]]);
  if (isLast && mutation.kind === 'remove')
    return rebuild(
      value,
      entries.filter((entry) => entry !== target),
    );
  return rebuild(
    value,
    entries.map(([key, child]) => [key, key === target[0] ? mutateValue(child, mutation, depth + 1) : child]),
  );
}

type Entry = readonly [key: string, child: unknown];

function childrenOf(value: unknown): readonly Entry[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** `Object.fromEntries` defines keys, so that `__proto__` becomes one like any other. */
function rebuild(value: unknown, entries: readonly Entry[]): unknown {
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}
