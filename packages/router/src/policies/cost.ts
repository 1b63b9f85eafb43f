import { AsyncLocalStorage } from 'node:async_hooks';
import { type AnyReply, type EventError, refusal } from '@switchboard/contract';
import { type Clock, systemClock } from '../lib/clock.ts';
import { toCount } from '../lib/count.ts';
import { type Bucket, Buckets } from './buckets.ts';
import type { Caller } from './caller.ts';

/** What a packet costs beside its bytes, in or out: about what this many bytes take. Decision 43 has the figures. */
export const PACKET_COST = 1_024;

/** The bytes that may be moved. */
export interface ByteRate {
  readonly bytesPerSecond: number;
  /** Seconds' worth that may be moved at once. */
  readonly burst: number;
  /** The setting that has it, for the messages of refusals. */
  readonly setting?: string;
}

export interface CallCostsOptions {
  /** What one identity may move; who has none counts by address or, where that is not known, by socket. */
  readonly perCaller: ByteRate;
  /** What all callers of one address may move together, as far as addresses are known. */
  readonly perAddress: ByteRate;
  /** @default the system's own */
  readonly clock?: Clock;
}

/**
 * Charges calls with the bytes that they move, and refuses those of callers that are in debt: give it to `createRouter` as `costs`,
 * and call `charge` for what the server sends.
 */
export class CallCosts {
  readonly #perCaller: ByteRate;
  readonly #perAddress: ByteRate;
  readonly #clock: Clock;
  readonly #users: Buckets;
  readonly #strangers: Buckets;
  readonly #sockets: Buckets;
  readonly #addresses: Buckets;
  readonly #course = new AsyncLocalStorage<Caller>();
  /** Whose reply is sent now. */
  #replying: Caller | undefined;
  /** Of who was asked for last: a broadcast is many charges to one caller. Its buckets may be dropped once another is asked for. */
  #latest: Account | undefined;

  constructor({ perCaller, perAddress, clock = systemClock }: CallCostsOptions, most?: number) {
    this.#perCaller = perCaller;
    this.#perAddress = perAddress;
    this.#clock = clock;
    const beforeSweep = (): void => {
      this.#latest = undefined;
    };
    const shared = { clock, most, beforeSweep };
    const ofCaller = { ...toBucket(perCaller, 'perCaller'), ...shared };
    this.#users = new Buckets(ofCaller);
    this.#strangers = new Buckets(ofCaller);
    this.#sockets = new Buckets(ofCaller);
    this.#addresses = new Buckets({ ...toBucket(perAddress, 'perAddress'), ...shared });
  }

  /** How many buckets are kept. */
  get size(): number {
    return this.#users.size + this.#strangers.size + this.#sockets.size + this.#addresses.size;
  }

  /**
   * Charges the bytes of a call that has arrived, and refuses it with TOO_MANY_REQUESTS where its caller or its address was in
   * debt before. What is refused is charged too, yet makes no debt deeper than a bucket, so that it is paid back soon.
   */
  take(caller: Caller, bytes: number | undefined, now: number): EventError | undefined {
    const account = this.#accountOf(caller, now);
    const { own, shared } = account;
    const isRefused = isInDebt(own) || isInDebt(shared);
    spend(own, costOf(bytes), isRefused ? -this.#users.count : Number.NEGATIVE_INFINITY);
    if (shared) spend(shared, costOf(bytes), isRefused ? -this.#addresses.count : Number.NEGATIVE_INFINITY);
    return isRefused ? this.#refusal(account) : undefined;
  }

  /** Refuses a call that was let in, and has waited, where there is a debt now that is not of its own bytes. */
  retake(caller: Caller, bytes: number | undefined): EventError | undefined {
    const account = this.#accountOf(caller, this.#clock.now());
    const { own, shared } = account;
    return isInDebt(own, costOf(bytes)) || isInDebt(shared, costOf(bytes))
      ? this.#refusal(account)
      : undefined;
  }

  /** Runs it in the course of a call of this caller: what it charges, now or later, is the caller's. */
  run<Args extends unknown[], Result>(
    caller: Caller,
    work: (...args: Args) => Result,
    ...args: Args
  ): Result {
    return this.#course.run(caller, work, ...args);
  }

  /** Sends a reply to this caller: what it charges now is the caller's. */
  reply<Reply>(caller: Caller, send: (reply: Reply) => unknown, reply: Reply): void {
    this.#replying = caller;
    try {
      send(reply);
    } finally {
      this.#replying = undefined;
    }
  }

  /**
   * Charges a packet of so many bytes, sent to one receiver, to the call in whose course it is sent: by its controller, after an
   * `await` too, or as its reply. Outside of calls nobody is charged.
   */
  charge(bytes: number): void {
    const caller = this.#replying ?? this.#course.getStore();
    if (caller) this.chargeTo(caller, bytes);
  }

  /** Charges a packet to this caller. */
  chargeTo(caller: Caller, bytes: number): void {
    const latest = this.#latest;
    const { own, shared } =
      latest && isSame(latest.caller, caller) ? latest : this.#accountOf(caller, this.#clock.now());
    own.tokens -= costOf(bytes);
    if (shared) shared.tokens -= costOf(bytes);
  }

  #accountOf(caller: Caller, now: number): Account {
    const { user, address, socket = '' } = caller;
    const shared = address === undefined ? undefined : this.#addresses.at(address, now);
    let own: Bucket;
    if (user !== undefined) own = this.#users.at(user, now);
    else own = address === undefined ? this.#sockets.at(socket, now) : this.#strangers.at(address, now);
    this.#latest = { caller, own, shared };
    return this.#latest;
  }

  #refusal({ own, shared }: Account): EventError {
    const ofCaller = this.#users.until(0, own.tokens);
    const ofAddress = shared ? this.#addresses.until(0, shared.tokens) : 0;
    const retryAfter = Math.max(ofCaller, ofAddress);
    const isOwn = retryAfter === ofCaller;
    const { bytesPerSecond, setting } = isOwn ? this.#perCaller : this.#perAddress;
    const whose = isOwn ? '' : ' from one address';
    const remedy = setting === undefined ? '' : `, or raise ${setting}`;
    const message = `Over ${bytesPerSecond} bytes a second${whose}, counted once for each receiver: try again in ${retryAfter} ms${remedy}.`;
    return refusal('TOO_MANY_REQUESTS', { message, retryAfter });
  }
}

/** The buckets of a caller: its own, and that of its address. */
interface Account {
  readonly caller: Caller;
  readonly own: Bucket;
  readonly shared: Bucket | undefined;
}

/** A call and its reply have an object for the caller each. */
function isSame(one: Caller, other: Caller): boolean {
  return one.socket === other.socket && one.user === other.user && one.address === other.address;
}

/** Whether it would be in debt without this cost, too. */
function isInDebt(bucket: Bucket | undefined, cost = 0): boolean {
  return bucket !== undefined && bucket.tokens + cost < 0;
}

function costOf(bytes = 0): number {
  return bytes + PACKET_COST;
}

function toBucket({ bytesPerSecond, burst }: ByteRate, name: string): { count: number; per: number } {
  const seconds = toCount(burst, `${name}.burst`, 1);
  return { count: toCount(bytesPerSecond, `${name}.bytesPerSecond`, 1) * seconds, per: seconds * 1_000 };
}

/** Takes so many tokens, yet never more than leave `least`. */
function spend(bucket: Bucket, cost: number, least: number): void {
  bucket.tokens = Math.max(bucket.tokens - cost, Math.min(bucket.tokens, least));
}

/**
 * Whether a reply is charged. That of a call that was refused for too much is not: it would make a debt deeper that is to be paid
 * back soon.
 */
export function isCharged(reply: AnyReply): boolean {
  return reply.ok || reply.error.code !== 'TOO_MANY_REQUESTS';
}

/** Begins to count what calls cost. Throws a TypeError for a rate that is no whole number of at least 1. */
export function createCallCosts(options: CallCostsOptions): CallCosts {
  return new CallCosts(options);
}
