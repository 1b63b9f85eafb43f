import { isBytes, toBytes } from '@switchboard/contract';

/** A part of a value, and about how many bytes it takes. */
export interface ClippedSample {
  readonly value: unknown;
  readonly bytes: number;
}

/** Bytes of a container, a number or a key besides its text. */
const ITEM = 8;
const MAX_DEPTH = 64;
const CUT = '…';

/**
 * A copy of the first parts of a value, which takes about `maxBytes` at most, however large, deep or circular the value
 * is. What is left out of a text, a list or an object is marked by `…`.
 */
export function clipSample(value: unknown, maxBytes: number): ClippedSample {
  let left = maxBytes;

  const clip = (item: unknown, depth: number): unknown => {
    left -= ITEM;
    if (typeof item === 'string') return clipText(item);
    if (typeof item === 'bigint') return String(item);
    if (typeof item !== 'object' || item === null || item instanceof Date) return item;
    if (isBytes(item)) return clipBytes(item);
    if (depth === MAX_DEPTH) return CUT;
    return Array.isArray(item) ? clipList(item, depth) : clipObject(item, depth);
  };
  const clipText = (text: string): string => {
    const kept = text.length <= left ? text : `${text.slice(0, Math.max(0, left))}${CUT}`;
    left -= kept.length;
    return kept;
  };
  const clipBytes = (bytes: ArrayBuffer | ArrayBufferView): Uint8Array => {
    // A copy, as a part of a buffer would keep the whole of it.
    const kept = toBytes(bytes).slice(0, Math.max(0, left));
    left -= kept.byteLength;
    return kept;
  };
  const clipList = (list: readonly unknown[], depth: number): unknown[] => {
    const kept: unknown[] = [];
    for (const item of list) {
      if (left <= 0) return [...kept, CUT];
      kept.push(clip(item, depth + 1));
    }
    return kept;
  };
  const clipObject = (object: object, depth: number): Record<string, unknown> => {
    const kept: Record<string, unknown> = {};
    for (const key of Object.keys(object)) {
      if (left <= 0) return { ...kept, [CUT]: CUT };
      // A plain assignment to `__proto__` would set no property.
      Object.defineProperty(kept, clipText(key), {
        value: clip(Reflect.get(object, key), depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return kept;
  };

  const clipped = clip(value, 0);
  return { value: clipped, bytes: maxBytes - left };
}
