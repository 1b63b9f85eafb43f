import type { Frame } from '@switchboard/client/devtools';
import { mapParts } from '../lib/json-parts.ts';
import { readJson } from '../lib/read-json.ts';

/** What stands before the arguments of an event or of an acknowledgement: https://github.com/socketio/socket.io-protocol */
const HEAD = /^4([2356])(?:\d+-)?(?:\/[^,]*,)?\d*(?=\[)/;
/** No integer of fewer digits is beyond 2^53. With what may stand before a number, so that ids that are texts are left out. */
const LONG = /[:,[]\s*-?\d{16}/;
const INTEGER = /^-?\d{16,1000}$/;

/**
 * The arguments with each integer that JavaScript had to round as the BigInt that came; `frames` are the packets that they
 * came in, where they were seen. The very same list where nothing was rounded.
 */
export function exactIntegers(args: readonly unknown[], [frame]: readonly Frame[] = []): readonly unknown[] {
  if (typeof frame !== 'string' || !LONG.test(frame)) return args;
  const [head, type] = HEAD.exec(frame) ?? [];
  const read = head === undefined ? undefined : readJson(frame.slice(head.length));
  if (!read?.ok) return args;
  // The name of an event stands before its arguments.
  const first = type === '2' || type === '5' ? 1 : 0;
  const rounded = new Map(
    read.inexact.flatMap(({ path: [index, ...path], text }) =>
      INTEGER.test(text) ? [[JSON.stringify([Number(index) - first, ...path]), BigInt(text)] as const] : [],
    ),
  );
  if (rounded.size === 0) return args;
  return mapParts(args, ({ value, path }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return undefined;
    const exact = rounded.get(JSON.stringify(path));
    // What a contract changed is not what came.
    return exact !== undefined && Number(exact) === value ? { value: exact } : undefined;
  }) as readonly unknown[];
}
