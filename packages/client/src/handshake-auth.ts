import { type Contract, WIRE_VERSION } from '@switchboard/contract';

/**
 * What a server of the contract is to find in a handshake. A client with a connection of its own sends it by itself; where the
 * application makes the socket, it goes into its `auth`: `io(url, { auth: { ...handshakeAuth(contract), token } })`.
 */
export function handshakeAuth({ name, version }: Pick<Contract, 'name' | 'version'>): {
  readonly contract: { readonly name: string; readonly version: string };
  readonly wire: number;
} {
  return { contract: { name, version }, wire: WIRE_VERSION };
}
