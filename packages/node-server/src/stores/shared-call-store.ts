import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AnyReply, EventError, fail, fromJson, toDuration, toJson } from '@switchboard/contract';
import type { CallStore, Claim } from '@switchboard/router';
import type { CallLedger, LedgerEntry, OwnedClaim } from './call-ledger.ts';

export interface SharedCallStoreOptions {
  /**
   * Milliseconds that a claim outlives a process that died, at most 2,147,483,647.
   * @default 10,000
   */
  readonly lease?: number;
  /**
   * Milliseconds that a reply is kept, at most 2,147,483,647.
   * @default 60,000
   */
  readonly window?: number;
  /**
   * A longer reply, as JSON, is not kept, nor is one that nests deeper than 64 levels: a repeated call runs again.
   * @default 262,144 characters
   */
  readonly maxReply?: number;
}

/** Milliseconds between the first looks at a call that another process runs, doubled up to the longest. */
const [FIRST_LOOK, LONGEST_LOOK] = [10, 250];

/** Milliseconds after which a waiting call asks for the claim again: the claim's owner may be gone. */
const LONGEST_WAIT = 1_000;

/** Data of a reply may look like binary in JSON, and comes back as it was. */
const FORM = { marks: ['bytes'] };

/**
 * Remembers the replies of idempotent calls for several processes. A running call's claim is held by a lease. An entry is
 * there until its time is over, however many others come: one caller never makes the store forget the calls of another.
 * Throws a TypeError for a lease or a window that is no duration, and for a `maxReply` that is no whole number from 1.
 */
export function createSharedCallStore(
  ledger: CallLedger,
  { lease: leaseTime = 10_000, window = 60_000, maxReply = 262_144 }: SharedCallStoreOptions = {},
): CallStore {
  const lease = toDuration(leaseTime, 'lease');
  const defaultWindow = toDuration(window, 'window');
  if (!Number.isSafeInteger(maxReply) || maxReply < 1)
    throw new TypeError(`maxReply must be a whole number of characters, at least 1, not ${maxReply}.`);
  const running = new Map<Claim, OwnedClaim>();
  let timer: NodeJS.Timeout | undefined;
  const hold = (): void => {
    timer ??= setInterval(() => {
      // A store that is down now may be back at the next turn; if it is not, another process may run the call.
      ledger.renew([...running.values()], lease).catch(() => {});
    }, lease / 3).unref();
  };
  const release = (claim: Claim): void => {
    running.delete(claim);
    if (running.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  /** Looks until there is a reply, the call is forgotten, or the longest wait is over. */
  const waitFor = async (key: string, known: LedgerEntry): Promise<AnyReply | undefined> => {
    const end = performance.now() + LONGEST_WAIT;
    let entry: LedgerEntry | undefined = known;
    for (let pause = FIRST_LOOK; entry; pause = Math.min(pause * 2, LONGEST_LOOK)) {
      if (entry.reply !== undefined) return fromJson(JSON.parse(entry.reply), FORM) as AnyReply;
      if (performance.now() > end) return undefined;
      await sleep(pause);
      entry = await ledger.read(key);
    }
    return undefined;
  };

  return {
    claim: async (claim) => {
      const { key, digest } = claim;
      const owned = { key, owner: randomUUID() };
      const known = await ledger.claim({ ...owned, digest }, lease);
      if (!known) {
        running.set(claim, owned);
        hold();
        return undefined;
      }
      return {
        digest: known.digest,
        get reply() {
          return waitFor(key, known);
        },
      };
    },
    settle: async (claim, reply) => {
      const owned = running.get(claim);
      if (!owned) return;
      release(claim);
      const text = reply && encode(reply);
      const kept = text !== undefined && text.length <= maxReply ? text : undefined;
      await ledger.settle(owned, kept, claim.window ?? defaultWindow);
    },
  };
}

/**
 * What a repeated call gets: `undefined` where the reply reaches its caller but nests too deep for its JSON form. A reply that
 * cannot be encoded at all reaches no caller: the transport answers REPLY_INVALID instead, and so does a repeated call.
 */
function encode(reply: AnyReply): string | undefined {
  try {
    return JSON.stringify(toJson(reply, FORM));
  } catch {
    return isEncodable(reply) ? undefined : JSON.stringify(fail(new EventError('REPLY_INVALID').toBody()));
  }
}

function isEncodable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
