import type { AnyReply } from '@switchboard/contract';
import { type Clock, systemClock } from '../lib/clock.ts';

/** A call that somebody has claimed already. */
export interface ClaimedCall {
  /** Of the payload that it came with. */
  readonly digest: string;
  /** Resolves when the call has ended: to its reply, or to `undefined` if that was not kept. */
  readonly reply: Promise<AnyReply | undefined>;
}

/** What is claimed, and for how long. */
export interface Claim {
  readonly key: string;
  readonly digest: string;
  /**
   * Milliseconds that the call, and then its reply, is remembered.
   * @default the store's own
   */
  readonly window?: number | undefined;
}

/** Remembers the first reply of idempotent calls. One that is shared by several servers must claim atomically. */
export interface CallStore {
  /** Resolves to `undefined` if the call is new: it is now the claimant's to run, and to settle. */
  claim(claim: Claim): Promise<ClaimedCall | undefined>;
  /** Ends a claimed call: with the reply to keep, or without any, so that the call may be tried again. */
  settle(claim: Claim, reply: AnyReply | undefined): Promise<void>;
}

export interface MemoryCallStoreOptions {
  /**
   * The oldest are forgotten first.
   * @default 50,000
   */
  readonly maxEntries?: number;
  /**
   * Milliseconds.
   * @default 60,000
   */
  readonly window?: number;
  readonly clock?: Clock;
}

interface Entry extends ClaimedCall {
  readonly until: number;
  readonly end: (reply: AnyReply | undefined) => void;
}

/** Remembers calls in this process, until it ends. */
export function createMemoryCallStore({
  maxEntries = 50_000,
  window: defaultWindow = 60_000,
  clock = systemClock,
}: MemoryCallStoreOptions = {}): CallStore {
  const entries = new Map<string, Entry>();
  const running = new WeakMap<Claim, Entry>();

  const remember = (key: string, entry: Entry): void => {
    entries.delete(key); // Set anew, so that the map stays in the order of age.
    entries.set(key, entry);
    for (const [oldest, { until }] of entries) {
      if (entries.size <= maxEntries && until > clock.now()) break;
      entries.delete(oldest);
    }
  };

  return {
    claim: async (claim) => {
      const { key, digest, window = defaultWindow } = claim;
      const known = entries.get(key);
      if (known && known.until > clock.now()) return known;
      let end: Entry['end'] = () => {};
      const reply = new Promise<AnyReply | undefined>((resolve) => {
        end = resolve;
      });
      const entry = { digest, reply, end, until: clock.now() + window };
      running.set(claim, entry);
      remember(key, entry);
      return undefined;
    },
    settle: async (claim, reply) => {
      const entry = running.get(claim);
      if (!entry) return;
      const { key, window = defaultWindow } = claim;
      entry.end(reply);
      const current = entries.get(key);
      if (current && current !== entry) return; // It took longer than its window, and another has claimed the key.
      if (reply) remember(key, { ...entry, until: clock.now() + window });
      else entries.delete(key);
    },
  };
}
