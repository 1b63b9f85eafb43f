import { inexactProblem, readJson } from '../../../lib/read-json.ts';

/** What a pasted text says, or why it says nothing to the composer. */
export type Pasted =
  | {
      readonly ok: true;
      readonly event: string;
      /** In its JSON form; `undefined` for none. */
      readonly payload: unknown;
      /** In raw mode all arguments, in their JSON form. */
      readonly args?: readonly unknown[];
    }
  | { readonly ok: false; readonly reason: string };

export interface PasteTarget {
  /** Whether clients send an event of this name. */
  readonly knows: (event: string) => boolean;
  /** The event that a bare payload is for; left out where none is picked. */
  readonly current?: string | undefined;
  /** Whether there is no contract: any event may be sent, with any arguments. */
  readonly isRaw?: boolean;
}

const EXPECTED = 'Paste { "event": …, "payload": … } or the JSON of a payload.';

/** Reads a message as JSON, as "Copy as JSON" makes it, or the JSON of a bare payload. */
export function parsePasted(text: string, target: PasteTarget): Pasted {
  if (text.trim() === '') return { ok: false, reason: `There is nothing to paste. ${EXPECTED}` };
  const read = readJson(text);
  if (!read.ok) return { ok: false, reason: `${read.reason}. ${EXPECTED}` };
  const [inexact] = read.inexact;
  if (inexact) return { ok: false, reason: inexactProblem(inexact) };
  return target.isRaw ? readRaw(read.value, target) : readTyped(read.value, target);
}

function readTyped(value: unknown, { knows, current }: PasteTarget): Pasted {
  if (isMessage(value, knows)) {
    const { event, payload } = value;
    if (knows(event)) return { ok: true, event, payload };
    return { ok: false, reason: `The contract has no event "${event}" that a client sends.` };
  }
  if (current !== undefined) return { ok: true, event: current, payload: value };
  return { ok: false, reason: 'This JSON names no event. Pick the event of this payload first.' };
}

function readRaw(value: unknown, { current = '' }: PasteTarget): Pasted {
  const { event, args, payload, ...others } = Object(value) as Readonly<Record<string, unknown>>;
  const isNamed = typeof event === 'string' && Object.keys(others).length === 0;
  if (isNamed && Array.isArray(args) && payload === undefined)
    return { ok: true, event, payload: undefined, args };
  if (isNamed && payload !== undefined && args === undefined)
    return { ok: true, event, payload: undefined, args: [payload] };
  return { ok: true, event: current, payload: undefined, args: [value] };
}

/** A payload may have a field `event` too, so a message has nothing else, and a payload or a name that is known. */
function isMessage(
  value: unknown,
  knows: PasteTarget['knows'],
): value is { event: string; payload?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const { event, payload, ...others }: { event?: unknown; payload?: unknown } = value;
  if (typeof event !== 'string' || Object.keys(others).length > 0) return false;
  return payload !== undefined || knows(event);
}
