import ipaddr from 'ipaddr.js';

/**
 * What counts as one client: an IPv4 address, also in its IPv6 form, or the /64 of an IPv6 address, since a client that has
 * one address of a /64 has them all. An address that is not known any more is one client, too.
 */
export function addressBlock(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`)}/64`;
}
