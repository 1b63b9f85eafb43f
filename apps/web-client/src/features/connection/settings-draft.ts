import { MAX_DURATION } from '@switchboard/contract';
import {
  type ConnectionSettings,
  isOrigin,
  isPath,
  type Reconnect,
  TRANSPORTS,
  type Transport,
} from '../../clients/connection-settings.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { contractById } from '../../contract/contracts.ts';
import { CONNECTION } from '../../texts/connection.ts';
import { SETTINGS_PROBLEMS } from '../../texts/settings.ts';
import { type FieldReading, readAuth, readHeaders, readQuery } from './read-fields.ts';

/** In the order of the form. */
export const FIELD_LABELS = {
  url: CONNECTION.serverUrl,
  contract: CONNECTION.contract,
  namespace: CONNECTION.namespace,
  path: CONNECTION.pathLabel,
  transports: CONNECTION.transports,
  query: CONNECTION.query,
  headers: CONNECTION.headers,
  auth: CONNECTION.auth,
  token: CONNECTION.token,
  reconnect: CONNECTION.reconnect,
  attempts: CONNECTION.attemptsLabel,
  delay: CONNECTION.delay,
  delayMax: CONNECTION.delayMax,
} as const;

export type SettingsField = keyof typeof FIELD_LABELS;

/** The settings of one client as they stand in the form: text, so that nothing typed is lost. */
export interface SettingsDraft extends Readonly<Record<Exclude<SettingsField, 'transports'>, string>> {
  readonly transports: readonly Transport[];
}

export interface DraftReading {
  /** What to do about each field that does not fit. */
  readonly errors: Readonly<Partial<Record<SettingsField, string>>>;
  /** There if all fields fit. */
  readonly settings?: ConnectionSettings;
}

/** What the form shows for settings that are applied. */
export function draftOf({ settings, identity }: Pick<NamedClient, 'settings' | 'identity'>): SettingsDraft {
  const { url, contract, namespace, path, transports, query, headers, auth, reconnect } = settings;
  return {
    url,
    contract: contractById(contract).id,
    namespace,
    path,
    transports,
    query: lines(query, '='),
    headers: lines(headers, ': '),
    auth: Object.keys(auth).length > 0 ? JSON.stringify(auth, null, 2) : '',
    token: identity?.token ?? '',
    reconnect: reconnect.on ? 'on' : 'off',
    attempts: reconnect.attempts === undefined ? '' : String(reconnect.attempts),
    delay: String(reconnect.delay),
    delayMax: String(reconnect.delayMax),
  };
}

export function readDraft(draft: SettingsDraft): DraftReading {
  const { isRaw } = contractById(draft.contract);
  const errors: Partial<Record<SettingsField, string>> = {};
  const read = <Value>(field: SettingsField, reading: FieldReading<Value>, other: Value): Value => {
    if ('value' in reading) return reading.value;
    errors[field] = reading.problem;
    return other;
  };
  const transports = TRANSPORTS.filter((name) => draft.transports.includes(name));
  const settings: ConnectionSettings = {
    url: read('url', readUrl(draft.url), ''),
    contract: draft.contract,
    namespace: read(
      'namespace',
      readPath(draft.namespace.trim() || '/', '/admin', SETTINGS_PROBLEMS.mainNamespace),
      '/',
    ),
    path: read('path', readPath(draft.path.trim(), '/socket.io/'), '/'),
    transports: read(
      'transports',
      transports.length > 0 ? { value: transports } : { problem: SETTINGS_PROBLEMS.transports },
      transports,
    ),
    query: read('query', readQuery(draft.query), {}),
    headers: read('headers', readHeaders(draft.headers, transports.includes('polling')), {}),
    auth: read('auth', readAuth(draft.auth, isRaw), {}),
    reconnect: readReconnect(draft, read),
  };
  if (!isRaw && /\s/.test(draft.token.trim())) errors.token = SETTINGS_PROBLEMS.token;
  return Object.keys(errors).length > 0 ? { errors } : { errors, settings };
}

/** The fields that differ from what is applied, in the order of the form. */
export function changedFields(draft: SettingsDraft, applied: SettingsDraft): SettingsField[] {
  const fields = Object.keys(FIELD_LABELS) as SettingsField[];
  return fields.filter((field) => String(draft[field]) !== String(applied[field]));
}

type Read = <Value>(field: SettingsField, reading: FieldReading<Value>, other: Value) => Value;

function readReconnect({ reconnect, attempts, delay, delayMax }: SettingsDraft, read: Read): Reconnect {
  const count =
    attempts.trim() === ''
      ? undefined
      : read('attempts', readCount(attempts, 1, SETTINGS_PROBLEMS.attempts), 1);
  return {
    on: reconnect === 'on',
    ...(count !== undefined && { attempts: count }),
    delay: read('delay', readCount(delay, 0, SETTINGS_PROBLEMS.milliseconds(1_000)), 0),
    delayMax: read('delayMax', readCount(delayMax, 0, SETTINGS_PROBLEMS.milliseconds(5_000)), 0),
  };
}

function readUrl(text: string): FieldReading<string> {
  const value = text.trim().replace(/\/$/, '');
  if (isOrigin(value)) return { value };
  const problem = /^\w+:\/\//.test(value) ? SETTINGS_PROBLEMS.urlOrigin : SETTINGS_PROBLEMS.urlScheme;
  return { problem };
}

function readPath(value: string, example: string, more = ''): FieldReading<string> {
  if (isPath(value)) return { value };
  return { problem: SETTINGS_PROBLEMS.path(example) + more };
}

function readCount(text: string, min: number, hint: string): FieldReading<number> {
  const value = Number(text);
  const fits = text.trim() !== '' && Number.isInteger(value) && value >= min && value <= MAX_DURATION;
  return fits ? { value } : { problem: SETTINGS_PROBLEMS.count(min, hint) };
}

function lines(pairs: Readonly<Record<string, string>>, sign: string): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key}${sign}${value}`)
    .join('\n');
}
