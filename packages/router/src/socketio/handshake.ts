import { type Contract, EventError } from '@switchboard/contract';

/** What a client says of itself in the `auth` of its handshake, beside what the application reads there. */
export interface Handshake {
  /** The contract that it was built with. */
  readonly contract?: { readonly name: string; readonly version: string };
  /** Which additions to the wire it knows, 1 or more. Left out for anything else than such a number. */
  readonly wire?: number;
}

const MAX_TEXT = 64;

/**
 * Reads the `auth` of a handshake, for `admit`. Throws BAD_REQUEST where it does not fit, and where it names another contract
 * than `ours`, or another major version of it. A client that names none is let in.
 */
export function checkHandshake(auth: unknown, ours: Pick<Contract, 'name' | 'version'>): Handshake {
  if (!isObject(auth)) throw unfit();
  const { contract, wire } = auth;
  const known = typeof wire === 'number' && Number.isInteger(wire) && wire > 0 ? { wire } : {};
  if (contract === undefined) return known;
  if (!isObject(contract)) throw unfit();
  const { name, version } = contract;
  if (!isShortText(name) || !isShortText(version)) throw unfit();
  if (name !== ours.name || major(version) !== major(ours.version)) {
    const message = `This server speaks the contract ${ours.name} ${ours.version}, not ${name} ${version}.`;
    throw new EventError('BAD_REQUEST', { message });
  }
  return { contract: { name, version }, ...known };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function major(version: string): string | undefined {
  return version.split('.')[0];
}

function unfit(): EventError {
  return new EventError('BAD_REQUEST', { message: 'The handshake auth does not fit.' });
}
