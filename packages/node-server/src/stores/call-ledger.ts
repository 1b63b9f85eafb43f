/** A claimed call as it is kept: without a reply while it runs. */
export interface LedgerEntry {
  readonly digest: string;
  readonly reply?: string | undefined;
}

/** Names one claim of a call: the owner's word for it is good until its lease runs out. */
export interface OwnedClaim {
  readonly key: string;
  readonly owner: string;
}

/** Where processes note which calls they run, and the replies. Every method is one step for all of them. */
export interface CallLedger {
  /** Claims a call that nobody has, for `lease` milliseconds; otherwise resolves to what is there. */
  claim(call: OwnedClaim & { readonly digest: string }, lease: number): Promise<LedgerEntry | undefined>;
  read(key: string): Promise<LedgerEntry | undefined>;
  /** Holds claims for another `lease` milliseconds, those that are still their owner's. */
  renew(claims: readonly OwnedClaim[], lease: number): Promise<void>;
  /** Keeps the reply for `window` milliseconds, or forgets the call; nothing if it is not the owner's any more. */
  settle(claim: OwnedClaim, reply: string | undefined, window: number): Promise<void>;
}
