import type { ServerConfig } from '../../config/server-config.ts';
import { createLooks } from '../looks.ts';
import { Bucket } from './bucket.ts';

/** What one client address has open, and how much it may do. */
export interface ClientAddress {
  /** `192.0.2.1`, `2001:db8:1:2::/64` or `unknown`: what counts as one client. `proxied`: any number of clients. */
  readonly block: string;
  /** TCP connections. */
  connections: number;
  /** Sessions of Engine.IO; by polling one may have no TCP connection at the moment. */
  sessions: number;
  /** TCP connections that it may open. */
  readonly opened: Bucket;
  /** Bytes of packets that it may send. */
  readonly received: Bucket;
}

/** What one address may do in a second. What is left out is not limited. */
export type AddressRates = Partial<
  Pick<
    ServerConfig,
    | 'maxConnectionsPerAddress'
    | 'maxNewConnectionsPerSecondPerAddress'
    | 'maxReceivedBytesPerSecondPerAddress'
  >
>;

/** What stands for all clients whose address only a proxy knows. */
export const PROXIED = 'proxied';

/** Addresses that are kept though they have nothing open, and milliseconds between two looks at them. */
const [MOST_IDLE, LOOK] = [50_000, 1_000];

const { MAX_SAFE_INTEGER: UNLIMITED } = Number;

/** Every address that has something open, or has used up of its rates what time has not given back yet. */
export class AddressBook {
  readonly #rates: Required<AddressRates>;
  readonly #all = new Map<string, ClientAddress>();
  /** Those that have nothing open, the longest first. */
  readonly #idle = new Set<ClientAddress>();
  readonly #lookLater = createLooks(LOOK, () => this.#look());

  constructor({
    maxConnectionsPerAddress = UNLIMITED,
    maxNewConnectionsPerSecondPerAddress = UNLIMITED,
    maxReceivedBytesPerSecondPerAddress = UNLIMITED,
  }: AddressRates) {
    this.#rates = {
      maxConnectionsPerAddress,
      maxNewConnectionsPerSecondPerAddress,
      maxReceivedBytesPerSecondPerAddress,
    };
  }

  get size(): number {
    return this.#all.size;
  }

  /** The address of this name, from now on if it is new. */
  of(block: string): ClientAddress {
    const known = this.#all.get(block);
    if (known) return known;
    const { maxNewConnectionsPerSecondPerAddress, maxConnectionsPerAddress } = this.#rates;
    // A whole office that comes back at once is let in.
    const most = Math.max(maxNewConnectionsPerSecondPerAddress, maxConnectionsPerAddress);
    const opened = new Bucket(maxNewConnectionsPerSecondPerAddress, most);
    const address = { block, connections: 0, sessions: 0, opened, received: this.#receives() };
    this.#all.set(block, address);
    return address;
  }

  /** The bytes that a session of this address may send: its own where nobody knows which client it is of. */
  receivedOf({ block, received }: ClientAddress): Bucket {
    return block === PROXIED ? this.#receives() : received;
  }

  /** The address, if it has something open and stands for one client. */
  inUse(block: string): ClientAddress | undefined {
    const address = block === PROXIED ? undefined : this.#all.get(block);
    return address && isInUse(address) ? address : undefined;
  }

  mayOpen(block: string): boolean {
    return block === PROXIED || (this.#all.get(block)?.opened.has(1) ?? true);
  }

  /** Call it when something of the address was closed. */
  forgetIdle(address: ClientAddress): void {
    if (isInUse(address)) return;
    this.#idle.add(address);
    if (this.#idle.size > MOST_IDLE) {
      const [longest] = this.#idle;
      if (longest) this.#forget(longest);
    }
    this.#lookLater();
  }

  #look(): boolean {
    for (const address of [...this.#idle]) {
      if (isInUse(address)) this.#idle.delete(address);
      else if (address.opened.isFull && address.received.isFull) this.#forget(address);
    }
    return this.#idle.size > 0;
  }

  #forget(address: ClientAddress): void {
    this.#idle.delete(address);
    if (!isInUse(address)) this.#all.delete(address.block);
  }

  #receives(): Bucket {
    return new Bucket(this.#rates.maxReceivedBytesPerSecondPerAddress);
  }
}

function isInUse({ connections, sessions }: ClientAddress): boolean {
  return connections + sessions > 0;
}
