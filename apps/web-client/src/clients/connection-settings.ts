import type { ClientAuth, ClientOptions } from '@switchboard/client';
import type { RawOptions } from '@switchboard/client/devtools';
import { z } from 'zod';
import type { Identity } from './identity.ts';
import { SERVER_PATH } from './server-path.ts';

export const TRANSPORTS = ['polling', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Where a client connects to, how, and what it speaks there, beside its token. */
export interface ConnectionSettings {
  /** The origin of the server, such as `https://chat.example`; empty for the server of this page. */
  readonly url: string;
  readonly namespace: string;
  /** At least one; tried in this order, and upgraded to the better one. */
  readonly transports: readonly Transport[];
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the handshake carries beside the token. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** Request headers. A browser sends them by polling alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly reconnect: Reconnect;
  /** The id of a `ConsoleContract`: `raw` for none, empty for the first that the console knows. */
  readonly contract: string;
}

export interface Reconnect {
  /** Whether a lost connection is made again by itself; with a contract it always is. */
  readonly on: boolean;
  /** How often, at most; left out for no limit. With a contract there is none. */
  readonly attempts?: number | undefined;
  /** Milliseconds before the first attempt; the pauses grow from there. */
  readonly delay: number;
  /** The longest pause, in milliseconds. */
  readonly delayMax: number;
}

const PATH = /^\/[^\s?#,]*$/;
const Texts = z.record(z.string(), z.string()).catch({});

/** Settings as they were stored; a part that is no such thing any more is replaced by its default. */
const StoredSettings = z.object({
  url: z.string().refine(isOrigin).catch(''),
  namespace: z.string().regex(PATH).catch('/'),
  transports: z
    .array(z.unknown())
    .transform((names) => TRANSPORTS.filter((name) => names.includes(name)))
    .refine((names) => names.length > 0)
    .catch([...TRANSPORTS]),
  path: z.string().regex(PATH).catch(`${SERVER_PATH}socket.io/`),
  query: Texts,
  auth: z.record(z.string(), z.unknown()).catch({}),
  headers: Texts,
  reconnect: z
    .object({
      on: z.boolean().catch(true),
      attempts: z.int().positive().optional().catch(undefined),
      delay: z.number().nonnegative().catch(1_000),
      delayMax: z.number().nonnegative().catch(5_000),
    })
    .catch({ on: true, delay: 1_000, delayMax: 5_000 }),
  contract: z.string().catch(''),
});

export function readSettings(stored: unknown): ConnectionSettings {
  return StoredSettings.parse({ ...Object(stored) });
}

export const DEFAULT_SETTINGS: ConnectionSettings = readSettings({});

/** What the handshake carries. */
export function authOf(settings: ConnectionSettings, identity: Identity | undefined): ClientAuth {
  return { ...settings.auth, ...(identity && { token: identity.token }) };
}

/** Where a client with these settings connects to; `page` is the server of the page. */
export function urlOf({ url, namespace }: ConnectionSettings, page: string): string {
  const origin = url || page;
  return namespace === '/' ? origin : `${origin}${namespace}`;
}

export function socketOptionsOf(settings: ConnectionSettings): NonNullable<ClientOptions['socketOptions']> {
  const { path, query, transports, headers, reconnect } = settings;
  return {
    path,
    query: { ...query },
    transports: [...transports],
    reconnectionDelay: reconnect.delay,
    reconnectionDelayMax: reconnect.delayMax,
    ...(Object.keys(headers).length > 0 && { extraHeaders: { ...headers } }),
  };
}

/** The same for raw mode, where the connection need not be made again. */
export function rawOptionsOf(settings: ConnectionSettings): NonNullable<RawOptions['socketOptions']> {
  const { on, attempts } = settings.reconnect;
  return {
    ...socketOptionsOf(settings),
    reconnection: on,
    ...(attempts !== undefined && { reconnectionAttempts: attempts }),
  };
}

/** Whether a value can be a namespace or a path: a slash first, and nothing in it that would end it. */
export function isPath(value: unknown): value is string {
  return typeof value === 'string' && PATH.test(value);
}

/** Whether a text is the origin of a server, or empty for that of the page. */
export function isOrigin(text: string): boolean {
  if (text === '') return true;
  const url = URL.parse(text);
  return url !== null && /^(?:https?|wss?):$/.test(url.protocol) && text.replace(/\/$/, '') === originOf(url);
}

function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}
