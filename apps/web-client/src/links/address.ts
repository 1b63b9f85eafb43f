import { ADDRESS_PROBLEMS } from '../texts/clients.ts';

/** What a text stands for, or what to do about it. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string };

/** A server as Socket.IO takes it: its origin, and the namespace behind it. */
interface Address {
  readonly url: string;
  readonly namespace: string;
}

/** A slash first, and nothing in it that would end it. */
export const PATH: RegExp = /^\/[^\s?#,]*$/;

/** Scheme, host with its port, namespace, query, fragment. */
const PARTS = /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/\\?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i;
/** A scheme without its slashes; a host in front of a port is none. */
const BARE_SCHEME = /^([a-z][a-z\d+-]*):(?!\d)/i;
const SCHEME = /^(?:https?|wss?)$/i;
/** Browsers escape what else is in a name, and look for the result. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

/** Reads an address; one without a scheme is taken as http on this machine, and as https elsewhere. */
export function readAddress(text: string): Reading<Address> {
  const typed = text.trim();
  if (/\s/.test(typed)) return { problem: ADDRESS_PROBLEMS.spaces };
  const [, scheme, authority = '', behind = '', query, fragment] = PARTS.exec(typed) ?? [];
  const isHere = isLocal(authority);
  if (authority.includes('@')) return { problem: ADDRESS_PROBLEMS.credentials };
  const bare = scheme ?? (isHere ? undefined : BARE_SCHEME.exec(typed)?.[1]);
  if (bare !== undefined && !SCHEME.test(scheme ?? '')) {
    return { problem: ADDRESS_PROBLEMS.scheme(bare) };
  }
  if (authority === '') return { problem: ADDRESS_PROBLEMS.missing };
  const port = /:([^:\]]+)$/.exec(authority)?.[1] ?? '1';
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    return { problem: ADDRESS_PROBLEMS.port(port) };
  }
  if (query !== undefined) return { problem: ADDRESS_PROBLEMS.query(query) };
  if (fragment !== undefined) return { problem: ADDRESS_PROBLEMS.fragment(fragment) };
  const namespace = behind.replace(/\/+$/, '') || '/';
  if (!PATH.test(namespace)) return { problem: ADDRESS_PROBLEMS.namespace };
  const url = URL.parse(`${scheme ?? (isHere ? 'http' : 'https')}://${authority}`);
  if (!url || !HOST.test(url.hostname)) return { problem: ADDRESS_PROBLEMS.host(authority) };
  return { value: { url: `${url.protocol}//${url.host}`, namespace } };
}

/** Whether a text is the origin of a server as `readAddress` gives it, or empty for that of the page. */
export function isOrigin(text: string): boolean {
  if (text === '') return true;
  const address = readAddress(text);
  return 'value' in address && address.value.url === text.replace(/\/$/, '');
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(host);
}
