import { MAX_DURATION } from '@switchboard/contract';
import { z } from 'zod';
import type { NamedClient } from '../../clients/named-client.ts';
import { tabKey } from '../../clients/page-target.ts';
import { contractById } from '../../contract/contracts.ts';
import { isObject } from '../../lib/at-path.ts';
import { inexactProblem, readJson } from '../../lib/read-json.ts';
import { forgetStored, storedStore } from '../../lib/storage.ts';
import { PATH, type Reading, readAddress } from '../../links/address.ts';
import {
  type ConnectionSettings,
  type Destination,
  serverAt,
  TRANSPORTS,
} from '../../links/connection-settings.ts';
import { FIELD_LABELS, SETTINGS_PROBLEMS } from '../../texts/connection.ts';

export type SettingsField = keyof typeof FIELD_LABELS;

/** The settings of one client as they stand in the form: text, so that nothing typed is lost. */
export type SettingsDraft = Readonly<Record<SettingsField, string>>;

export interface DraftReading {
  readonly errors: Readonly<Partial<Record<SettingsField, string>>>;
  /** There if all fields fit. */
  readonly settings?: ConnectionSettings;
}

/** What the form shows for settings that are applied. */
export function settingsDraftOf({
  settings,
  identity,
}: Pick<NamedClient, 'settings' | 'identity'>): SettingsDraft {
  const { url, contract, namespace, path, transports, query, headers, auth, reconnect } = settings;
  const lines = (pairs: Pairs, sign: string): string =>
    Object.entries(pairs)
      .map(([key, value]) => `${key}${sign}${value}`)
      .join('\n');
  return {
    url,
    contract: contractById(contract).id,
    namespace,
    path,
    transports: transports.join(' '),
    query: lines(query, '='),
    headers: lines(headers, ': '),
    auth: Object.keys(auth).length > 0 ? JSON.stringify(auth, null, 2) : '',
    token: identity?.token ?? '',
    reconnect: reconnect.on ? 'on' : 'off',
    attempts: String(reconnect.attempts ?? ''),
    delay: String(reconnect.delay),
    delayMax: String(reconnect.delayMax),
  };
}

export function readSettingsDraft(draft: SettingsDraft): DraftReading {
  const { isRaw } = contractById(draft.contract);
  const errors: Partial<Record<SettingsField, string>> = {};
  const read = <Value>(field: SettingsField, reading: Reading<Value>, other: Value): Value => {
    if ('value' in reading) return reading.value;
    errors[field] = reading.problem;
    return other;
  };
  const transports = TRANSPORTS.filter((name) => draft.transports.includes(name));
  const namespace = draft.namespace.trim() || '/';
  if (transports.length === 0) errors.transports = SETTINGS_PROBLEMS.transports;
  if (!isRaw && /\s/.test(draft.token.trim())) errors.token = SETTINGS_PROBLEMS.token;
  const attempts = draft.attempts.trim()
    ? read('attempts', readCount(draft.attempts, 1, SETTINGS_PROBLEMS.attempts), 1)
    : undefined;
  const settings: ConnectionSettings = {
    url: read('url', readUrl(draft.url), ''),
    contract: draft.contract,
    namespace: read('namespace', readPath(namespace, '/admin', SETTINGS_PROBLEMS.mainNamespace), ''),
    path: read('path', readPath(draft.path.trim(), '/socket.io/'), ''),
    transports,
    query: read('query', readQuery(draft.query), {}),
    headers: read('headers', readHeaders(draft.headers, transports.includes('polling')), {}),
    auth: read('auth', readAuth(draft.auth, isRaw), {}),
    reconnect: {
      on: draft.reconnect === 'on',
      ...(attempts !== undefined && { attempts }),
      delay: read('delay', readCount(draft.delay, 0, SETTINGS_PROBLEMS.milliseconds(1_000)), 0),
      delayMax: read('delayMax', readCount(draft.delayMax, 0, SETTINGS_PROBLEMS.milliseconds(5_000)), 0),
    },
  };
  return Object.keys(errors).length > 0 ? { errors } : { errors, settings };
}

/** In the order of the form. */
const FIELDS = Object.keys(FIELD_LABELS) as SettingsField[];

/** The fields that differ from what is applied, in the order of the form. */
export function changedFields(draft: SettingsDraft, applied: SettingsDraft): SettingsField[] {
  return FIELDS.filter((field) => draft[field] !== applied[field]);
}

/** Texts of changed fields, by `keyOf`; the one that was typed last is the last one. */
type Typed = Readonly<Record<string, string>>;

/** What was typed and is not applied yet, by client. */
interface TypedSettings {
  readonly drafts: Readonly<Record<string, Typed>>;
  change(clientId: string, change: Typed): void;
  /** Returns its undo. */
  discard(clientId: string): () => void;
}

const StoredDrafts = z.record(z.string(), z.record(z.string(), z.string()).catch({})).catch({});

// Of credentials that were typed in an older console nobody knows for which server they were.
forgetStored(() => sessionStorage, 'switchboard.connection-drafts');

/** Survives a reload of its tab. No other tab sees it: a token may be in it. */
export const useTypedSettings = storedStore<TypedSettings>(
  tabKey('typed-settings'),
  (set, get) => ({
    drafts: {},
    change: (clientId, change) =>
      set(({ drafts }) => ({ drafts: { ...drafts, [clientId]: withLast(drafts[clientId], change) } })),
    discard: (clientId) => {
      const { [clientId]: discarded, ...drafts } = get().drafts;
      set({ drafts });
      return () => discarded && get().change(clientId, discarded);
    },
  }),
  ({ drafts }) => ({ drafts: StoredDrafts.parse(drafts) }),
  () => sessionStorage,
);

/** The texts, with others as the last ones. */
function withLast(texts: Typed = {}, last: Typed): Typed {
  const before = Object.entries(texts).filter(([key]) => !Object.hasOwn(last, key));
  return { ...Object.fromEntries(before), ...last };
}

/** What may be secret, and is meant for one server alone. */
const CREDENTIALS: readonly SettingsField[] = ['query', 'headers', 'auth', 'token'];

/** The key of a text that was typed: of a credential with its server, a token is that of one contract, too. */
function keyOf(field: SettingsField, to: Destination): string {
  if (!CREDENTIALS.includes(field)) return field;
  return `${field} at ${serverAt(to)}${field === 'token' ? ` ${to.contract}` : ''}`;
}

interface OpenSettings {
  readonly draft: SettingsDraft;
  readonly changed: readonly SettingsField[];
  /** The credentials of another server, which the form had before it led to this one. */
  readonly leftOut: Partial<SettingsDraft>;
  change(change: Partial<SettingsDraft>): void;
}

/** The settings in the form. Where it leads to another server, credentials are empty until they are typed for that one. */
export function useSettingsDraft(entry: NamedClient): OpenSettings {
  const { drafts, change } = useTypedSettings();
  const typed = drafts[entry.id] ?? {};
  const applied = settingsDraftOf(entry);
  const next = { ...applied, ...typed };
  const url = readUrl(next.url);
  const to = 'value' in url ? { ...next, url: url.value } : next;
  const textOf = (field: SettingsField): string => {
    const key = keyOf(field, to);
    return typed[key] ?? (key === keyOf(field, applied) ? applied[field] : '');
  };
  const draft = Object.fromEntries(FIELDS.map((field) => [field, textOf(field)])) as SettingsDraft;
  const leftOut = CREDENTIALS.flatMap((field) => {
    const isUnused = field === 'token' && contractById(to.contract).isRaw;
    if (isUnused || draft[field] !== '' || typed[keyOf(field, to)] !== undefined) return [];
    const texts = Object.entries(withLast({ [keyOf(field, applied)]: applied[field] }, typed));
    const last = texts.findLast(([key, text]) => key.startsWith(`${field} at `) && text !== '')?.[1];
    return last === undefined ? [] : [[field, last]];
  });
  return {
    draft,
    changed: changedFields(draft, applied),
    leftOut: Object.fromEntries(leftOut),
    change: (texts) =>
      change(
        entry.id,
        Object.fromEntries(
          Object.entries(texts).map(([field, text]) => [keyOf(field as SettingsField, to), text]),
        ),
      ),
  };
}

type Pairs = Readonly<Record<string, string>>;

function readUrl(text: string): Reading<string> {
  if (text.trim() === '') return { value: '' };
  const address = readAddress(text);
  if ('problem' in address) return address;
  const { url, namespace } = address.value;
  return namespace === '/' ? { value: url } : { problem: SETTINGS_PROBLEMS.urlOrigin };
}

export function readPath(value: string, example: string, more = ''): Reading<string> {
  return PATH.test(value) ? { value } : { problem: SETTINGS_PROBLEMS.path(example) + more };
}

function readCount(text: string, min: number, hint: string): Reading<number> {
  const value = Number(text);
  const fits = text.trim() !== '' && Number.isInteger(value) && value >= min && value <= MAX_DURATION;
  return fits ? { value } : { problem: SETTINGS_PROBLEMS.count(min, hint) };
}

/** Names that Socket.IO puts into the query itself. Source: https://github.com/socketio/engine.io-protocol */
const TAKEN = /^(?:EIO|b64|sid|t|transport)$/;

/** Lines of `key=value`; empty ones are ignored. */
function readQuery(text: string): Reading<Pairs> {
  return readPairs(text, '=', 'key=value', (key) =>
    TAKEN.test(key) ? SETTINGS_PROBLEMS.takenKey(key) : undefined,
  );
}

/** Headers that no page may set. Source: https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN =
  /^(?:accept-(?:charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/** Lines of `Name: value`; empty ones are ignored. */
function readHeaders(text: string, hasPolling: boolean): Reading<Pairs> {
  const headers = readPairs(text, ':', 'Name: value', (name) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return SETTINGS_PROBLEMS.headerName(name);
    return FORBIDDEN.test(name) ? SETTINGS_PROBLEMS.forbiddenHeader(name) : undefined;
  });
  const areSent = hasPolling || !('value' in headers) || Object.keys(headers.value).length === 0;
  return areSent ? headers : { problem: SETTINGS_PROBLEMS.headersByPolling };
}

type Refuse = (key: string) => string | undefined;

function readPairs(text: string, sign: string, form: string, refuse: Refuse): Reading<Pairs> {
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

/** A JSON object, or nothing at all. With a contract, its parts that the client knows fit; the token has a field of its own. */
function readAuth(text: string, isRaw: boolean): Reading<Record<string, unknown>> {
  if (text.trim() === '') return { value: {} };
  const read = readJson(text);
  if (!read.ok) return { problem: SETTINGS_PROBLEMS.authJson(read.reason) };
  const { value, inexact } = read;
  if (inexact[0]) return { problem: inexactProblem(inexact[0]) };
  if (!isObject(value)) return { problem: SETTINGS_PROBLEMS.authObject };
  if (isRaw) return { value };
  if ('token' in value) return { problem: SETTINGS_PROBLEMS.authToken };
  if (!('contract' in value)) return { value };
  const { name, version } = Object(value.contract) as Record<string, unknown>;
  const fits = typeof name === 'string' && typeof version === 'string';
  return fits ? { value } : { problem: SETTINGS_PROBLEMS.authContract };
}
