import { isBytes } from '@switchboard/contract';
import { formatSize } from './bytes.ts';

const MAX_LENGTH = 300;

/** A value on one line, for people: keys without quotes, binary as its size, cut at 300 characters. */
export function preview(value: unknown): string {
  const text = write(value, MAX_LENGTH, 0);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

function write(value: unknown, budget: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, budget));
  if (isBytes(value)) return `<${formatSize(value.byteLength)}>`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 8) return '…';
  const isList = Array.isArray(value);
  const parts: string[] = [];
  let length = 0;
  for (const [key, item] of Object.entries(value)) {
    if (length > budget) break;
    const text = write(item, budget - length, depth + 1);
    const part = isList ? text : `${key}: ${text}`;
    parts.push(part);
    length += part.length;
  }
  if (isList) return `[${parts.join(', ')}]`;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
