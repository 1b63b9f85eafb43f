import {
  type ConnectionSettings,
  isPath,
  TRANSPORTS,
  type Transport,
} from '../../lib/connection-settings.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { readAuth, readQuery } from './read-fields.ts';

/** The settings of one client as they stand in the form: text, so that nothing typed is lost. */
export interface SettingsDraft {
  readonly namespace: string;
  readonly transports: readonly Transport[];
  readonly path: string;
  /** One `key=value` a line. */
  readonly query: string;
  /** A JSON object, or nothing. */
  readonly auth: string;
  readonly token: string;
}

export type SettingsField = keyof SettingsDraft;

/** In the order of the form. */
const SETTINGS_FIELDS = [
  'namespace',
  'transports',
  'path',
  'query',
  'auth',
  'token',
] as const satisfies readonly SettingsField[];

export const FIELD_LABELS: Readonly<Record<SettingsField, string>> = {
  namespace: 'Namespace',
  transports: 'Transports',
  path: 'Path',
  query: 'Query',
  auth: 'Auth',
  token: 'Token',
};

export interface DraftReading {
  /** What to do about each field that does not fit. */
  readonly errors: Readonly<Partial<Record<SettingsField, string>>>;
  /** There if all fields fit. */
  readonly settings?: ConnectionSettings;
}

/** What the form shows for settings that are applied. */
export function draftOf({ settings, identity }: Pick<NamedClient, 'settings' | 'identity'>): SettingsDraft {
  const { namespace, transports, path, query, auth } = settings;
  return {
    namespace,
    transports,
    path,
    query: Object.entries(query)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
    auth: Object.keys(auth).length > 0 ? JSON.stringify(auth, null, 2) : '',
    token: identity?.token ?? '',
  };
}

export function readDraft(draft: SettingsDraft): DraftReading {
  const namespace = draft.namespace.trim() || '/';
  const path = draft.path.trim();
  const query = readQuery(draft.query);
  const auth = readAuth(draft.auth);
  const errors: DraftReading['errors'] = {
    ...(!isPath(namespace) && {
      namespace: 'Start it with a slash, as in /admin, without spaces, commas, ? or #. The main one is /.',
    }),
    ...(draft.transports.length === 0 && {
      transports: 'Pick at least one: with none, nothing can connect.',
    }),
    ...(!isPath(path) && {
      path: 'Start it with a slash, as in /socket.io/, without spaces, commas, ? or #.',
    }),
    ...('problem' in query && { query: query.problem }),
    ...('problem' in auth && { auth: auth.problem }),
    ...(/\s/.test(draft.token.trim()) && { token: 'A token has no spaces or line breaks: paste it alone.' }),
  };
  if (Object.keys(errors).length > 0 || 'problem' in query || 'problem' in auth) return { errors };
  const transports = TRANSPORTS.filter((name) => draft.transports.includes(name));
  return { errors, settings: { namespace, transports, path, query: query.value, auth: auth.value } };
}

/** The fields that differ from what is applied, in the order of the form. */
export function changedFields(draft: SettingsDraft, applied: SettingsDraft): SettingsField[] {
  return SETTINGS_FIELDS.filter((field) => String(draft[field]) !== String(applied[field]));
}
