import type { ConnectionLimits } from '@switchboard/contract';

/** Of what the server takes in a second: the rest is for heartbeats, answers, and what others send on the connection. */
const RATE = 0.8;
/** Of the same: how much may be on its way. A network or a server that stalls gets all of it at once. */
const BURST = 0.5;
/** Milliseconds after which what nobody has answered counts as arrived. */
const UNANSWERED = 1_000;

/**
 * How fast one connection may send, so that the server does not cut it as a flood. Packets arrive in order, so that a reply
 * to one of them shows that those before have arrived, too. Without known limits there is no pace.
 */
export class Pace {
  #limits: ConnectionLimits | undefined;
  #tokens = 0;
  /** When the tokens were counted. */
  #at = 0;
  #sent = 0;
  #arrived = 0;
  /** When it last got shorter what is on its way. */
  #arrivedAt = 0;

  /** What the server announced; `undefined` where it announces nothing. Holds for the next connections, too. */
  set limits(limits: ConnectionLimits | undefined) {
    this.#limits = limits;
    this.restart();
  }

  get limits(): ConnectionLimits | undefined {
    return this.#limits;
  }

  /** The next packets go over a new connection. */
  restart(): void {
    this.#tokens = this.#burst;
    this.#at = performance.now();
    this.#arrived = this.#sent;
  }

  /** The milliseconds until a packet of this cost may be sent: 0 for now. */
  waitFor(cost: number): number {
    if (!this.#limits) return 0;
    this.#refill();
    const needed = Math.min(cost, this.#burst);
    const untilToken = this.#tokens >= needed ? 0 : (needed - this.#tokens) / this.#rate;
    const isFull = this.#sent > this.#arrived && this.#sent - this.#arrived + needed > this.#burst;
    const untilArrived = isFull ? this.#arrivedAt + UNANSWERED - this.#at : 0;
    return Math.max(0, untilToken, untilArrived);
  }

  /** A packet is sent now. Returns its mark, for `arrived`. */
  spend(cost: number): number {
    if (this.#sent === this.#arrived) this.#arrivedAt = performance.now();
    this.#tokens -= cost;
    this.#sent += cost;
    return this.#sent;
  }

  /** The packet with this mark was answered. */
  arrived(mark: number): void {
    if (mark <= this.#arrived) return;
    this.#arrived = mark;
    this.#arrivedAt = performance.now();
  }

  get #burst(): number {
    return Math.max(1, (this.#limits?.maxPacketsPerSecond ?? 0) * BURST);
  }

  /** Packets a millisecond. */
  get #rate(): number {
    return ((this.#limits?.maxPacketsPerSecond ?? 0) * RATE) / 1_000;
  }

  #refill(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#rate);
    this.#at = now;
    if (now - this.#arrivedAt >= UNANSWERED) this.#arrived = this.#sent;
  }
}
