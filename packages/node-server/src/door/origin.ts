import type { IncomingMessage } from 'node:http';
import { originForm, originProblem } from '../config/origin-form.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { createClientOf } from './addresses/client-of.ts';

/** Whether the sender of a request may connect. */
export type OriginCheck = (request: IncomingMessage) => boolean;

export interface OriginRules {
  /** Of other pages that may connect; `any` demands nothing of a page. */
  readonly allowedOrigins: readonly string[] | 'any';
  /** The proxies in front, which say by which name a client reached the server. @default none */
  readonly trustProxy?: ServerConfig['trustProxy'] | undefined;
  /** The server's own origin. @default what each request says */
  readonly publicOrigin?: ServerConfig['publicOrigin'];
}

/**
 * Whether a request may go on: pages may come from this server's own origin or an allowed one; a client that sends no Origin
 * is no page. Hosts and ports are compared, not text. Own is `publicOrigin` alone or, without one, whatever has the host and
 * port that the request was sent to, behind proxies that are trusted to which the client sent it; some clients write `http`
 * for `https`. Of an allowed origin the scheme counts too.
 * Throws a TypeError where an allowed origin is none.
 */
export function createOriginCheck({
  allowedOrigins: allowed,
  trustProxy = 0,
  publicOrigin,
}: OriginRules): OriginCheck {
  if (allowed === 'any') return () => true;
  const forms = new Set(allowed.map(formOf));
  const clientOf = createClientOf(trustProxy);
  const isOwn = (origin: string, request: IncomingMessage): boolean => {
    if (publicOrigin !== undefined) return isSameHost(origin, 'https', publicOrigin.replace(/^.*:\/\//, ''));
    const { host, protocol } = clientOf(request);
    return host !== undefined && isSameHost(origin, protocol, host);
  };
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    const form = originForm(origin);
    return form !== undefined && (forms.has(form) || isOwn(origin, request));
  };
}

/** Whether an origin of the web has this host and port, whatever scheme it writes; without a port the host has that of what it speaks. */
function isSameHost(origin: string, protocol: string, host: string): boolean {
  const form = originForm(origin.replace(/^(https?|wss?):/i, 'https:'));
  return (
    (form !== undefined && form === originForm(`https://${host}`)) ||
    (protocol === 'http' && originForm(origin) === originForm(`http://${host}`))
  );
}

function formOf(allowed: string): string {
  const form = originForm(allowed);
  if (form === undefined) throw new TypeError(`allowedOrigins ${originProblem(allowed)}.`);
  return form;
}
