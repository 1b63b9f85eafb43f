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

/** ASCII that JSON writes as it is: most texts are nothing else. */
const PLAIN = /^[ !#-[\]-\x7f]*$/;

function textSize(text: string): number {
  if (PLAIN.test(text)) return 2 + text.length;
  let bytes = 2;
  for (const character of text) bytes += characterSize(character.codePointAt(0) ?? 0);
  return bytes;
}

const SHORT_ESCAPES = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x22, 0x5c]);

function characterSize(code: number): number {
  if (SHORT_ESCAPES.has(code)) return 2;
  // JSON spells out other control characters, and half a character that stands alone.
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}
