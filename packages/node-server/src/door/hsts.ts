import type { IncomingMessage } from 'node:http';
import type { ServerConfig } from '../config/server-config.ts';
import { createClientOf } from './addresses/client-of.ts';

/** A year, as helmet has it. */
const HSTS = 'max-age=31536000; includeSubDomains';

export type HstsConfig = Partial<Pick<ServerConfig, 'tls' | 'trustProxy' | 'publicOrigin'>>;

/**
 * Says with which Strict-Transport-Security a request is answered, from which browsers learn to use HTTPS alone; `undefined`
 * where they must not: to a request that a client sent over plain HTTP, as far as a trusted proxy says or, where none says
 * anything, `publicOrigin`; and with the development certificate, as a browser that has seen it on localhost would refuse
 * plain HTTP to every other server there.
 */
export function createHsts({
  tls,
  trustProxy = 0,
  publicOrigin,
}: HstsConfig): (request: IncomingMessage) => string | undefined {
  if (tls === undefined || tls.source === 'development') return () => undefined;
  const clientOf = createClientOf(trustProxy, publicOrigin?.split(':', 1)[0]);
  return (request) => (clientOf(request).protocol === 'https' ? HSTS : undefined);
}
