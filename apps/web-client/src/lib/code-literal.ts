import { isJsonBytes } from './bytes.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A JSON value as a literal of TypeScript; `{ "$bytes": … }` becomes a Uint8Array. */
export function writeLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (isJsonBytes(value)) {
    return `Uint8Array.from(atob(${writeText(value.$bytes)}), (character) => character.charCodeAt(0))`;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return wrap(
      value.map((item) => writeLiteral(item, inner)),
      '[]',
      indent,
    );
  }
  const properties = Object.entries(value).map(
    ([key, item]) => `${writeKey(key)}: ${writeLiteral(item, inner)}`,
  );
  return wrap(properties, '{}', indent);
}

function wrap(parts: readonly string[], brackets: '[]' | '{}', indent: string): string {
  const [open, close] = brackets;
  if (parts.length === 0) return brackets;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`;
}

function writeKey(key: string): string {
  // A plain key of that name would set the prototype.
  if (key === '__proto__') return `['__proto__']`;
  return IDENTIFIER.test(key) ? key : writeText(key);
}

function writeText(text: string): string {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
