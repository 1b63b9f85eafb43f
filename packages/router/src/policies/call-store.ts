import { type AnyReply, toDuration } from '@switchboard/contract';
import { type Clock, systemClock } from '../lib/clock.ts';
import { toCount } from '../lib/count.ts';
import { ExpiringMap } from './expiring-map.ts';
import { KeptReplies, type KeptReply } from './kept-replies.ts';
import { copyOfReply } from './reply-copy.ts';

/** A call that is claimed already. */
export interface ClaimedCall {
  /** Of the payload that it came with. */
  readonly digest: string;
  /** Resolves when the call has ended: to its reply, or to `undefined` if that was not kept. */
  readonly reply: Promise<AnyReply | undefined>;
}

/** What is claimed, by whom, and for how long. */
export interface Claim {
  readonly key: string;
  /** Who claims it: the identity, or the socket of a caller without one. A store bounds what it keeps for each. */
  readonly caller: string;
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
   * How many replies are kept. When it is full, the oldest reply of the caller who has the most is forgotten.
   * @default 50,000
   */
  readonly maxEntries?: number;
  /**
   * How many replies are kept for one caller; its oldest are forgotten first. More than one caller's rates let it make within
   * the window, or a reply is forgotten before its time.
   * @default 10,000
   */
  readonly maxPerCaller?: number;
  /**
   * Milliseconds, more than 0 and at most 2,147,483,647.
   * @default 60,000
   */
  readonly window?: number;
  readonly clock?: Clock;
}

interface RunningCall extends KeptReply {
  readonly end: (reply: AnyReply | undefined) => void;
}

/**
 * Remembers calls in this process, until it ends. A call that runs is never forgotten within its window, and no caller makes
 * the store forget a reply of another who has fewer. Throws a TypeError if the window is no duration, or a
 * maximum no whole number from 1.
 */
export function createMemoryCallStore({
  maxEntries = 50_000,
  maxPerCaller = 10_000,
  window = 60_000,
  clock = systemClock,
}: MemoryCallStoreOptions = {}): CallStore {
  const defaultWindow = toDuration(window, 'window');
  const claims = new WeakMap<Claim, RunningCall>();
  const running = new ExpiringMap<RunningCall>();
  const replies = new KeptReplies(
    toCount(maxEntries, 'maxEntries', 1),
    toCount(maxPerCaller, 'maxPerCaller', 1),
  );

  return {
    claim: async (claim) => {
      const { key, caller, digest, window: ms = defaultWindow } = claim;
      const now = clock.now();
      const known = running.get(key) ?? replies.get(key);
      if (known && known.until > now) return known;
      for (const expired of running.expired(now)) running.delete(expired);
      let end: RunningCall['end'] = () => {};
      const reply = new Promise<AnyReply | undefined>((resolve) => {
        end = resolve;
      });
      const call = { caller, digest, reply, end, window: ms, until: now + ms };
      claims.set(claim, call);
      running.set(key, call);
      return undefined;
    },
    settle: async (claim, reply) => {
      const call = claims.get(claim);
      if (!call) return;
      const kept = reply && copyOfReply(reply);
      call.end(kept);
      const { key, window: ms = defaultWindow } = claim;
      const known = running.get(key) ?? replies.get(key);
      if (known && known !== call) return; // It took longer than its window, and another has claimed the key.
      running.delete(key);
      const now = clock.now();
      if (reply)
        replies.keep(
          key,
          { caller: call.caller, digest: call.digest, reply: call.reply, window: ms, until: now + ms },
          now,
        );
    },
  };
}
