const MAX_TEXT = 200;
const MAX_PARTS = 200;
const MAX_DEPTH = 8;
const CUT = '…';

/**
 * A copy of `value` that is safe to write as one line of a log, whatever it was: long texts, deep nesting and everything
 * after the first 200 parts are cut, binary is its size.
 */
export function clip(value: unknown): unknown {
  let left = MAX_PARTS;
  const copy = (part: unknown, depth: number): unknown => {
    left -= 1;
    if (typeof part === 'string') return clipText(part);
    if (typeof part === 'bigint') return clipText(String(part));
    if (typeof part !== 'object' || part === null) return part;
    if (ArrayBuffer.isView(part)) return `<${part.byteLength} bytes>`;
    if (depth === MAX_DEPTH) return CUT;
    const parts: [string, unknown][] = [];
    for (const [key, item] of Object.entries(part)) {
      if (left <= 0) {
        parts.push([CUT, CUT]);
        break;
      }
      parts.push([clipText(key), copy(item, depth + 1)]);
    }
    return Array.isArray(part) ? parts.map(([, item]) => item) : Object.fromEntries(parts);
  };
  return copy(value, 0);
}

function clipText(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}${CUT}` : text;
}
