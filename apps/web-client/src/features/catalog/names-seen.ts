import { contractOf } from '../../contract/contracts.ts';
import type { Entry } from '../../lib/entry.ts';

/** A server may make up any number of names; this many are kept of each kind. */
const MAX_NAMES = 500;

export interface Names {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

const NONE: Names = { sent: new Set(), received: new Set() };

/** The names of events that went over the wire, by the contract of the client: what a catalog without a contract lists. */
export class NamesSeen {
  readonly #byContract = new Map<string, { readonly sent: Set<string>; readonly received: Set<string> }>();

  add(entry: Entry): void {
    if (entry.kind === 'state') return;
    const { id } = contractOf(entry.clientId);
    const names = this.#byContract.get(id) ?? { sent: new Set<string>(), received: new Set<string>() };
    this.#byContract.set(id, names);
    const kept = entry.kind === 'event' ? names.received : names.sent;
    if (kept.size < MAX_NAMES) kept.add(entry.event);
  }

  of(contractId: string): Names {
    return this.#byContract.get(contractId) ?? NONE;
  }
}
