import { isBytes } from '@switchboard/contract';
/**
 * The bytes of a value's JSON in UTF-8, without making the text; binary counts as itself, as it goes over the wire.
 * What JSON has no word for counts as nothing.
 */
export function jsonSize(value: unknown): number {
  let bytes = 0;
  // A stack of its own: what a server nests a hundred thousand levels deep must not overflow ours.
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const item = rest.pop();
    if (typeof item === 'string') bytes += textSize(item);
    else if (typeof item === 'object' && item !== null) bytes += containerSize(item, rest);
    else if (item !== undefined) bytes += String(item).length;
  }
  return bytes;
}

/** The bytes of what stands around and between the items, which go onto `rest`. */
function containerSize(container: object, rest: unknown[]): number {
  if (isBytes(container)) return container.byteLength;
  if (container instanceof Date) return 26;
  if (Array.isArray(container)) {
    for (const item of container) rest.push(item ?? null);
    return 1 + Math.max(1, container.length);
  }
  let bytes = 1;
  for (const key of Object.keys(container)) {
    const item: unknown = Reflect.get(container, key);
    if (item === undefined) continue;
    rest.push(item);
    bytes += textSize(key) + 2;
  }
  return Math.max(2, bytes);
}

function textSize(text: string): number {
  let bytes = 2;
  for (let at = 0; at < text.length; at++) bytes += characterSize(text, at);
  return bytes;
}

const SHORT_ESCAPES = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x22, 0x5c]);

function characterSize(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) {
    if (code >= 0x20 && code !== 0x22 && code !== 0x5c) return 1;
    return SHORT_ESCAPES.has(code) ? 2 : 6;
  }
  if (code < 0x800) return 2;
  if (code < 0xd800 || code > 0xdfff) return 3;
  return isPaired(text, at, code) ? 2 : 6;
}

/** Whether half a character has its other half beside it; JSON spells out one that has not. */
function isPaired(text: string, at: number, code: number): boolean {
  const other = code < 0xdc00 ? text.charCodeAt(at + 1) : text.charCodeAt(at - 1);
  return code < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other < 0xdc00;
}
