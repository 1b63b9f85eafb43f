import { isBytes } from '@switchboard/contract';
import { formatSize } from './bytes.ts';

const PREVIEW = { length: 300, depth: 8 };
/** JSON that nests deeper than this is cut: nobody searches there, and the stack is not without end. */
const FULL = { length: Number.POSITIVE_INFINITY, depth: 200 };

/** A value on one line, for people: keys without quotes, binary as its size, cut at 300 characters. */
export function preview(value: unknown): string {
  const text = write(value, PREVIEW.length, PREVIEW.depth);
  return text.length > PREVIEW.length ? `${text.slice(0, PREVIEW.length - 1)}…` : text;
}

/** The same line in full length, for searching. */
export function fullPreview(value: unknown): string {
  return write(value, FULL.length, FULL.depth);
}

function write(value: unknown, budget: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, budget));
  if (isBytes(value)) return `<${formatSize(value.byteLength)}>`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 0) return '…';
  const isList = Array.isArray(value);
  const parts: string[] = [];
  let length = 0;
  for (const [key, item] of Object.entries(value)) {
    if (length > budget) break;
    const text = write(item, budget - length, depth - 1);
    const part = isList ? text : `${key}: ${text}`;
    parts.push(part);
    length += part.length;
  }
  if (isList) return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
