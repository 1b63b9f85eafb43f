import type { ClientAuth, ClientOptions } from '@switchboard/client';
import type { RawOptions } from '@switchboard/client/devtools';
import { z } from 'zod';
import { contractById } from '../contract/contracts.ts';
import { isOrigin, PATH } from './address.ts';

/**
 * The path of the server, with a slash at its end: the folder that holds the console's own, so that the console finds it behind
 * every prefix. In development the console is at the root, and its own server leads to the other one.
 */
export function serverPathOf(page: string): string {
  return new URL('../', page).pathname;
}

/** Where there is no page, as in tests, the server is at the root. */
const PAGE = globalThis.document?.baseURI ?? 'http://localhost/';

export const SERVER_PATH: string = serverPathOf(PAGE);

export const TRANSPORTS = ['polling', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

const Texts = z.record(z.string(), z.string()).catch({});

/** Settings as they were stored; a part that is no such thing any more is replaced by its default. */
const StoredSettings = z.object({
  /** The origin of the server, such as `https://chat.example`; empty for the server of this page. */
  url: z.string().refine(isOrigin).catch(''),
  namespace: z.string().regex(PATH).catch('/'),
  /** At least one; tried in this order, and upgraded to the better one. */
  transports: z
    .array(z.unknown())
    .transform((names): readonly Transport[] => TRANSPORTS.filter((name) => names.includes(name)))
    .refine((names) => names.length > 0)
    .catch(TRANSPORTS),
  path: z.string().regex(PATH).catch(`${SERVER_PATH}socket.io/`),
  query: Texts,
  /** What the handshake carries beside the token. */
  auth: z.record(z.string(), z.unknown()).catch({}),
  /** Request headers. A browser sends them by polling alone. */
  headers: Texts,
  reconnect: z
    .object({
      /** Whether a lost connection is made again by itself; with a contract it always is. */
      on: z.boolean().catch(true),
      /** How often, at most; left out for no limit. With a contract there is none. */
      attempts: z.int().positive().optional().catch(undefined),
      /** Milliseconds before the first attempt; the pauses grow from there. */
      delay: z.number().nonnegative().catch(1_000),
      /** The longest pause, in milliseconds. */
      delayMax: z.number().nonnegative().catch(5_000),
    })
    .catch({ on: true, delay: 1_000, delayMax: 5_000 }),
  /** The id of a `ConsoleContract`: `raw` for none, empty for the first that the console knows. */
  contract: z.string().catch(''),
});

/** Where a client connects to, how, and what it speaks there, beside its token. */
export type ConnectionSettings = Readonly<z.infer<typeof StoredSettings>>;

export function readSettings(stored: unknown): ConnectionSettings {
  return StoredSettings.parse({ ...Object(stored) });
}

export const DEFAULT_SETTINGS: ConnectionSettings = readSettings({});

/** What names a server, in settings, in a link and where an entry was seen. */
export type ServerAddress = Pick<ConnectionSettings, 'url' | 'path'>;

/**
 * The server at an address, by its origin and path, with any namespace: another path of an origin may be another server. What
 * was typed for one server, or came from it, is kept under this.
 */
export function serverAt({ url, path }: ServerAddress): string {
  const origin = url === '' ? new URL(PAGE).origin : (URL.parse(url)?.origin ?? url);
  return `${asHttp(origin)}${wholePath(path)}`;
}

/** Socket.IO takes a scheme of WebSocket as that of HTTP. */
export function asHttp(url: string): string {
  return url.replace(/^ws/, 'http');
}

/** The path as Socket.IO asks for it: with a slash at its end. */
export function wholePath(path: string): string {
  return path.replace(/\/?$/, '/');
}

export function isSameServer(one: ServerAddress, other: ServerAddress): boolean {
  return serverAt(one) === serverAt(other);
}

/** A server, and what is spoken there. */
export type Destination = ServerAddress & Pick<ConnectionSettings, 'contract'>;

/** Whether a token of one is meant for the other. */
export function isSameLogin(one: Destination, other: Destination): boolean {
  return isSameServer(one, other) && contractById(one.contract) === contractById(other.contract);
}

export function authOf({ auth }: ConnectionSettings, token: string | undefined): ClientAuth {
  return { ...auth, ...(token !== undefined && { token }) };
}

/** Where a client with these settings connects to; `page` is the server of the page. */
export function urlOf(
  { url, namespace }: Pick<ConnectionSettings, 'url' | 'namespace'>,
  page: string,
): string {
  const origin = asHttp(url || page);
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
