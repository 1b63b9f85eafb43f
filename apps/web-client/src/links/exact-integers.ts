import type { Frame } from '@switchboard/client/devtools';
import { mapParts } from '../lib/json-parts.ts';
import { type InexactPart, readJson } from '../lib/read-json.ts';

/** What stands before the arguments of an event or of an acknowledgement: https://github.com/socketio/socket.io-protocol */
const HEAD = /^4[2356](?:\d+-)?(?:\/[^,]*,)?\d*(?=\[)/;
/**
 * No smaller integer is beyond 2^53, which is 9007199254740992, but for one with an exponent; what stands before it in JSON
 * leaves out most texts.
 */
const LONG = /[:,[]\s*-?(?:\d{17}|9\d{15}|\d[\d.]*e)/i;
const NUMBER = /^(-?\d+)(?:\.(\d+))?(?:e\+?(\d+))?$/i;
const MAX_DIGITS = 1_000;

/**
 * The arguments with each integer that JavaScript had to round as the BigInt that came; `frames` are the packets that they
 * came in, where they were seen. The very same list where nothing was rounded.
 */
export function exactIntegers(args: readonly unknown[], frames: readonly Frame[] = []): readonly unknown[] {
  const [frame] = frames;
  if (typeof frame !== 'string' || !LONG.test(frame)) return args;
  // The name of an event stands before its arguments.
  const first = /^4[25]/.test(frame) ? 1 : 0;
  const rounded = new Map(
    inexactParts(frame).flatMap((part) => {
      const [index, ...path] = part.path;
      const integer = integerOf(part);
      return integer === undefined
        ? []
        : [[JSON.stringify([Number(index) - first, ...path]), integer] as const];
    }),
  );
  if (rounded.size === 0) return args;
  return mapParts(args, ({ value, path }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return undefined;
    const exact = rounded.get(JSON.stringify(path));
    // What a contract changed is not what came.
    return exact !== undefined && Number(exact) === value ? { value: exact } : undefined;
  }) as readonly unknown[];
}

/**
 * What of the packets of a message is no more as it came: numbers that are no integers or have too many digits, and fields
 * that are there more than once, of which JavaScript keeps the last.
 */
export function changedParts([frame]: readonly Frame[]): readonly InexactPart[] {
  return typeof frame === 'string' ? inexactParts(frame).filter((part) => integerOf(part) === undefined) : [];
}

function inexactParts(frame: string): readonly InexactPart[] {
  const [head] = HEAD.exec(frame) ?? [];
  const read = head === undefined ? undefined : readJson(frame.slice(head.length));
  return read?.ok ? read.inexact : [];
}

/** `undefined` for what is no integer, or has too many digits. */
function integerOf({ text, becomes }: InexactPart): bigint | undefined {
  if (becomes === undefined) return undefined;
  const [, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const zeros = Number(exponent) - fraction.length;
  if (whole === undefined || zeros < 0 || whole.length + Number(exponent) > MAX_DIGITS) return undefined;
  return BigInt(whole + fraction + '0'.repeat(zeros));
}
