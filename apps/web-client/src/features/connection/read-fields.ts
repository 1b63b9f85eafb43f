import type { ClientAuth } from '@switchboard/client';

/** What a field's text stands for, or what to do about it. */
export type FieldReading<Value> = { readonly value: Value } | { readonly problem: string };

/** Names that Socket.IO puts into the query itself. Source: https://github.com/socketio/engine.io-protocol */
const TAKEN: ReadonlySet<string> = new Set(['EIO', 'b64', 'sid', 't', 'transport']);

/** Lines of `key=value`; empty ones count for nothing. */
export function readQuery(text: string): FieldReading<Record<string, string>> {
  const value = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = `Line ${index + 1}`;
    const sign = line.indexOf('=');
    const key = line.slice(0, Math.max(0, sign)).trim();
    if (key === '') return { problem: `${where} is not key=value: write ${line.trim()}=…, one pair a line.` };
    if (TAKEN.has(key)) return { problem: `${where}: Socket.IO sets ${key} itself. Take another name.` };
    if (value.has(key)) return { problem: `${where} repeats ${key}: each key goes once.` };
    value.set(key, line.slice(sign + 1).trim());
  }
  return { value: Object.fromEntries(value) };
}

/** A JSON object whose parts that the client knows fit, or nothing at all. The token has a field of its own. */
export function readAuth(text: string): FieldReading<ClientAuth> {
  if (text.trim() === '') return { value: {} };
  let auth: unknown;
  try {
    auth = JSON.parse(text);
  } catch (error) {
    return {
      problem: `This is not JSON: ${(error as Error).message}. Write an object such as {"shard": 7}.`,
    };
  }
  if (!isRecord(auth)) return { problem: 'Write a JSON object, such as {"shard": 7}.' };
  if ('token' in auth) return { problem: 'Put the token into its own field below, where it is hidden.' };
  if ('contract' in auth && !isContract(auth.contract)) {
    return {
      problem: '"contract" must be {"name": text, "version": text}. Leave it out to say the true one.',
    };
  }
  return { value: auth as ClientAuth };
}

function isContract(value: unknown): boolean {
  return isRecord(value) && typeof value.name === 'string' && typeof value.version === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
