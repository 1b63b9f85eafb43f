/** The turn of a call, or of a send, among those to events with `order: 'socket'`. */
export interface Turn {
  /** Whether it is a call, which leaves when it has settled; a send is over at once. */
  readonly settles: boolean;
  /** Whether all others wait until this one has left: it may be sent again. */
  readonly holds: boolean;
  /** The connection that it was last sent on, if it was. */
  sentOn: string | undefined;
  go(): void;
}

/** The server runs one after the other, and lets no more than 100 wait: below that none is refused. */
const MAX_IN_FLIGHT = 64;

/**
 * Keeps calls of one client to events with `order: 'socket'` in the order in which they were made, although some of them may
 * be sent again. A retried call holds the lane until it has settled: a server that refuses one call for its rate may accept
 * the next one, so a call in flight behind it would overtake it. Of other calls some are in flight together.
 */
export class OrderedLane {
  readonly #waiting = new Set<Turn>();
  /** What was sent and may wait at the server: from the first call that has not settled, with the sends behind it. */
  readonly #inFlight = new Set<Turn>();
  #holder: Turn | undefined;

  /**
   * Lets the turn go when it may: at once where neither a retried call nor too many others are before it. On a new connection
   * (`socketId`) a turn that does not hold goes before the holder is sent there again, so that an application can first log
   * in and join its rooms.
   */
  enter(turn: Turn, socketId: string | undefined): void {
    const restores = !turn.holds && socketId !== undefined && this.#holder?.sentOn !== socketId;
    const mayGo = this.#holder ? restores : this.#waiting.size === 0 && this.#hasRoom;
    if (mayGo) this.#begin(turn);
    else this.#waiting.add(turn);
  }

  /** Call it once the turn's call has settled, whether or not it went. */
  leave(turn: Turn): void {
    this.#inFlight.delete(turn);
    // A send has no reply: it is over when all calls before it are.
    for (const first of this.#inFlight) {
      if (first.settles) break;
      this.#inFlight.delete(first);
    }
    this.#waiting.delete(turn);
    if (this.#holder === turn) this.#holder = undefined;
    for (const next of this.#waiting) {
      if (this.#holder || !this.#hasRoom) return;
      this.#waiting.delete(next);
      this.#begin(next);
    }
  }

  get #hasRoom(): boolean {
    return this.#inFlight.size < MAX_IN_FLIGHT;
  }

  #begin(turn: Turn): void {
    if (turn.settles || this.#inFlight.size > 0) this.#inFlight.add(turn);
    if (turn.holds) this.#holder = turn;
    turn.go();
  }
}
