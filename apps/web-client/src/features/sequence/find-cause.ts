import { isBytes } from '@switchboard/contract';
import type { CallEntry, EventEntry } from '../../lib/entry.ts';

/** Milliseconds from a call to an event that may still follow from it. */
const FOLLOWS = 2_000;

/** How many calls back a cause is looked for. */
const LOOK_BACK = 50;

/**
 * The call that an event probably followed from: sent at most two seconds before it, with the most fields whose names
 * and values are those of the event, such as the room it names or the id in its reply. Of several the newest;
 * `undefined` where no call shares a text or a number. `calls` come oldest first.
 */
export function findCause(event: EventEntry, calls: readonly CallEntry[]): CallEntry | undefined {
  let best: { call: CallEntry; shared: number } | undefined;
  const end = calls.findLastIndex(({ id }) => id < event.id);
  for (let index = end; index >= 0 && end - index < LOOK_BACK; index--) {
    const call = calls[index];
    if (!call || event.at - call.at > FOLLOWS) break;
    const shared = countShared(event.payload, call);
    if (shared > (best?.shared ?? 0)) best = { call, shared };
  }
  return best?.call;
}

function countShared(payload: unknown, { payload: sent, answer }: CallEntry): number {
  const given = answer?.reply.ok ? answer.reply.data : undefined;
  let [values, all] = [0, 0];
  for (const [name, value] of fieldsOf(payload)) {
    if (typeof value === 'object' || !(isField(sent, name, value) || isField(given, name, value))) continue;
    all += 1;
    if (typeof value === 'string' || typeof value === 'number') values += 1;
  }
  return values > 0 ? all : 0;
}

function fieldsOf(value: unknown): [string, unknown][] {
  const isPlain = typeof value === 'object' && value !== null && !isBytes(value);
  return isPlain ? Object.entries(value) : [];
}

function isField(holder: unknown, name: string, value: unknown): boolean {
  return (
    typeof holder === 'object' &&
    holder !== null &&
    Object.hasOwn(holder, name) &&
    Reflect.get(holder, name) === value
  );
}
