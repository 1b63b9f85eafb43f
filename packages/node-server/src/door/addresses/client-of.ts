import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import type { ServerConfig } from '../../config/server-config.ts';
import { addressBlock } from './address-block.ts';

/** What of a request stands for its client, behind the proxies that are trusted. */
export interface RequestClient {
  /**
   * Its IP address, or `unknown` if its connection is closed; `undefined` where only a trusted proxy's is known, which stands
   * for many clients: then no limit by address can hold.
   */
  readonly address: string | undefined;
  /** What the client speaks, `https` or `http`: as far as the last trusted proxy says, or as it is known otherwise. */
  readonly protocol: string;
  /** The host, with its port if it is not the usual one, that the client asked. */
  readonly host: string | undefined;
}

/** Says who sends a request: the one answer for every door. */
export type ClientOf = (request: IncomingMessage) => RequestClient;

export type TrustProxy = ServerConfig['trustProxy'];

/**
 * Reads the client of a request out of `X-Forwarded-For`, `-Proto` and `-Host`, as far as proxies are trusted that wrote them;
 * what comes from anybody else does not count. Express reads the same with its setting `trust proxy`. Where no trusted proxy
 * says it, clients speak `publicProtocol` or, without one, what the connection itself speaks.
 */
export function createClientOf(trustProxy: TrustProxy, publicProtocol?: string): ClientOf {
  const trusts = createTrust(trustProxy);
  return (request) => {
    const { headers, socket } = request;
    const own = publicProtocol ?? ('encrypted' in socket && socket.encrypted === true ? 'https' : 'http');
    if (trustProxy === 'pass-through') return { address: undefined, protocol: own, host: headers.host };
    const chain = [socket.remoteAddress, ...listOf(headers['x-forwarded-for']).reverse()];
    let hops = 0;
    while (hops < chain.length && trusts(chain[hops], hops)) hops++;
    if (hops === 0) return { address: chain[0] ?? 'unknown', protocol: own, host: headers.host };
    return {
      address: parse(chain[hops])?.toString(),
      protocol: ofHop(headers['x-forwarded-proto'], hops)?.toLowerCase() ?? own,
      host: ofHop(headers['x-forwarded-host'], hops) ?? headers.host,
    };
  };
}

/** Says what counts as one client by the address of a request; `undefined` where that cannot be known. */
export function createAddressOf(trustProxy: TrustProxy): (request: IncomingMessage) => string | undefined {
  const clientOf = createClientOf(trustProxy);
  return (request) => {
    const { address } = clientOf(request);
    return address === undefined ? undefined : addressBlock(address);
  };
}

/** Whether this is the address of a trusted proxy, which stands for many clients. */
export function createIsProxy(trustProxy: TrustProxy): (remoteAddress: string | undefined) => boolean {
  if (trustProxy === 'pass-through') return () => true;
  const trusts = createTrust(trustProxy);
  return (remoteAddress) => trusts(remoteAddress, 0);
}

type Trust = (address: string | undefined, hop: number) => boolean;

function createTrust(trustProxy: TrustProxy): Trust {
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy;
  if (trustProxy === 'pass-through') return () => false;
  const ranges = trustProxy.map((range) =>
    range.includes('/') ? ipaddr.parseCIDR(range) : ([ipaddr.process(range), undefined] as const),
  );
  return (text) => {
    const address = parse(text);
    return (
      address !== undefined &&
      ranges.some(([range, bits]) => {
        const kind = range.kind();
        if (address.kind() !== kind) return false;
        return address.match(range as never, (bits ?? (kind === 'ipv4' ? 32 : 128)) as never);
      })
    );
  };
}

/** The values of a list in a header; Node joins several headers of one name by commas. */
function listOf(header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  return String(header)
    .split(',')
    .map((value) => value.trim());
}

/** What the outermost of so many trusted proxies wrote: those before it are the client's own words. */
function ofHop(header: string | string[] | undefined, hops: number): string | undefined {
  const values = listOf(header);
  return values[Math.max(0, values.length - hops)] || undefined;
}

/** An IPv4 or IPv6 address, also with a port. */
function parse(text: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (text === undefined) return undefined;
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}
