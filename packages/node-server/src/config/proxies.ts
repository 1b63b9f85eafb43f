import { StartError } from '../lifecycle/start-error.ts';
import type { ServerConfig } from './server-config.ts';
import type { TrustedProxies } from './variables.ts';

/** Who is believed what of a client, out of TRUST_PROXY and PROXY_PROTOCOL. Throws a StartError where they contradict each other. */
export function toProxies(
  trusted: TrustedProxies,
  isProxyProtocolOn: boolean,
): Pick<ServerConfig, 'trustProxy' | 'proxyProtocol'> {
  if (!isProxyProtocolOn) return { trustProxy: trusted, proxyProtocol: 'off' };
  if (trusted === 'pass-through')
    throw new StartError(
      'TRUST_PROXY=pass-through and PROXY_PROTOCOL=on contradict each other: a PROXY header names the client, so set TRUST_PROXY to the addresses of the proxies that write it.',
    );
  if (trusted === 0)
    throw new StartError(
      'TRUST_PROXY is missing: PROXY_PROTOCOL=on, so set the addresses of the proxies that write the headers, or 1 if nobody else can reach the port.',
    );
  if (typeof trusted === 'number') return { trustProxy: trusted - 1, proxyProtocol: 'anyone' };
  return { trustProxy: trusted, proxyProtocol: trusted };
}
