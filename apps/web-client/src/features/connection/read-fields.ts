import { SETTINGS_PROBLEMS } from '../../texts/settings.ts';

/** What a field's text stands for, or what to do about it. */
export type FieldReading<Value> = { readonly value: Value } | { readonly problem: string };

type Pairs = Record<string, string>;

/** Names that Socket.IO puts into the query itself. Source: https://github.com/socketio/engine.io-protocol */
const TAKEN: ReadonlySet<string> = new Set(['EIO', 'b64', 'sid', 't', 'transport']);

/** Headers that no page may set. Source: https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN =
  /^(?:accept-(?:charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/** Lines of `key=value`; empty ones are ignored. */
export function readQuery(text: string): FieldReading<Pairs> {
  return readPairs(text, '=', 'key=value', (key) =>
    TAKEN.has(key) ? SETTINGS_PROBLEMS.takenKey(key) : undefined,
  );
}

/** Lines of `Name: value`; empty ones are ignored. */
export function readHeaders(text: string, hasPolling: boolean): FieldReading<Pairs> {
  const headers = readPairs(text, ':', 'Name: value', (name) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return SETTINGS_PROBLEMS.headerName(name);
    return FORBIDDEN.test(name) ? SETTINGS_PROBLEMS.forbiddenHeader(name) : undefined;
  });
  if ('value' in headers && Object.keys(headers.value).length > 0 && !hasPolling)
    return { problem: SETTINGS_PROBLEMS.headersByPolling };
  return headers;
}

/** A JSON object, or nothing at all. With a contract, its parts that the client knows fit; the token has a field of its own. */
export function readAuth(text: string, isRaw: boolean): FieldReading<Record<string, unknown>> {
  if (text.trim() === '') return { value: {} };
  let auth: unknown;
  try {
    auth = JSON.parse(text);
  } catch (error) {
    return {
      problem: SETTINGS_PROBLEMS.authJson((error as Error).message),
    };
  }
  if (!isRecord(auth)) return { problem: SETTINGS_PROBLEMS.authObject };
  if (isRaw) return { value: auth };
  if ('token' in auth) return { problem: SETTINGS_PROBLEMS.authToken };
  if ('contract' in auth && !isContract(auth.contract)) {
    return {
      problem: SETTINGS_PROBLEMS.authContract,
    };
  }
  return { value: auth };
}

function readPairs(
  text: string,
  sign: string,
  form: string,
  refuse: (key: string) => string | undefined,
): FieldReading<Pairs> {
  const value = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const where = SETTINGS_PROBLEMS.line(index + 1);
    const end = line.indexOf(sign);
    const key = line.slice(0, Math.max(0, end)).trim();
    if (key === '') return { problem: SETTINGS_PROBLEMS.pair(where, form, `${line.trim()}${sign}`) };
    const refusal = refuse(key);
    if (refusal) return { problem: SETTINGS_PROBLEMS.atLine(where, refusal) };
    if (value.has(key)) return { problem: SETTINGS_PROBLEMS.repeated(where, key) };
    value.set(key, line.slice(end + 1).trim());
  }
  return { value: Object.fromEntries(value) };
}

function isContract(value: unknown): boolean {
  return isRecord(value) && typeof value.name === 'string' && typeof value.version === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
