import { isBytes } from '@switchboard/contract';

/**
 * The bytes of a value's JSON in UTF-8, without making its whole text; binary counts as itself, as it goes over the wire.
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
const utf8 = new TextEncoder();

function textSize(text: string): number {
  return PLAIN.test(text) ? 2 + text.length : utf8.encode(JSON.stringify(text)).length;
}
