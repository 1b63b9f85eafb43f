import type { IncomingMessage } from 'node:http';
import { originForm, originProblem } from '../config/origin-form.ts';
import { createClientOf, type TrustProxy } from './addresses/client-of.ts';

/** Whether the sender of a request may connect. */
export type OriginCheck = (request: IncomingMessage) => boolean;

/**
 * Whether a request may go on: pages may come from this server's own origin or an allowed one; a client that sends no Origin
 * is no page. Hosts and ports are compared, not text. Own is whatever has the host and port that the request was sent to, as
 * some clients write `http` for `https`; behind proxies that are trusted, to which the client sent it. Of an allowed origin the
 * scheme counts too. `any` demands nothing of a page.
 * Throws a TypeError where an allowed origin is none.
 */
export function createOriginCheck(
  allowed: readonly string[] | 'any',
  trustProxy: TrustProxy = 0,
): OriginCheck {
  if (allowed === 'any') return () => true;
  const forms = new Set(allowed.map(formOf));
  const clientOf = createClientOf(trustProxy);
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    const form = originForm(origin);
    return form !== undefined && (forms.has(form) || isOwn(origin, clientOf(request).host));
  };
}

function isOwn(origin: string, host: string | undefined): boolean {
  const form = originForm(origin.replace(/^(https?|wss?):/i, 'https:'));
  return host !== undefined && form === originForm(`https://${host}`);
}

function formOf(allowed: string): string {
  const form = originForm(allowed);
  if (form === undefined) throw new TypeError(`allowedOrigins ${originProblem(allowed)}.`);
  return form;
}
