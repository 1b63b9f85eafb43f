import type { ClientAuth, ClientOptions } from '@switchboard/client';
import type { Identity } from './identity.ts';
import { SERVER_PATH } from './server-path.ts';

export const TRANSPORTS = ['polling', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** How a client connects, beside the server's URL and its token. */
export interface ConnectionSettings {
  readonly namespace: string;
  /** At least one; tried in this order, and upgraded to the better one. */
  readonly transports: readonly Transport[];
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the handshake carries beside the token. */
  readonly auth: ClientAuth;
}

export const DEFAULT_SETTINGS: ConnectionSettings = {
  namespace: '/',
  transports: TRANSPORTS,
  path: `${SERVER_PATH}socket.io/`,
  query: {},
  auth: {},
};

/** Settings as they were stored; a part that is no such thing any more is replaced by its default. */
export function readSettings(stored: unknown): ConnectionSettings {
  if (!isRecord(stored)) return DEFAULT_SETTINGS;
  const { namespace, transports, path, query, auth } = stored;
  const known = TRANSPORTS.filter((name) => Array.isArray(transports) && transports.includes(name));
  return {
    namespace: isPath(namespace) ? namespace : DEFAULT_SETTINGS.namespace,
    transports: known.length > 0 ? known : DEFAULT_SETTINGS.transports,
    path: isPath(path) ? path : DEFAULT_SETTINGS.path,
    query:
      isRecord(query) && Object.values(query).every((value) => typeof value === 'string')
        ? (query as Record<string, string>)
        : DEFAULT_SETTINGS.query,
    auth: isRecord(auth) ? (auth as ClientAuth) : DEFAULT_SETTINGS.auth,
  };
}

/** What the handshake carries. */
export function authOf(settings: ConnectionSettings, identity: Identity | undefined): ClientAuth {
  return { ...settings.auth, ...(identity && { token: identity.token }) };
}

/** Where a client with these settings connects to, on the server at `url`. */
export function urlOf(settings: ConnectionSettings, url: string): string {
  return settings.namespace === '/' ? url : `${url}${settings.namespace}`;
}

export function socketOptionsOf(settings: ConnectionSettings): NonNullable<ClientOptions['socketOptions']> {
  const { path, query, transports } = settings;
  return { path, query: { ...query }, transports: [...transports] };
}

/** Whether a value can be a namespace or a path: a slash first, and nothing in it that would end it. */
export function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/[^\s?#,]*$/.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
