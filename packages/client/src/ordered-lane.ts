/** The turn of a call, or of a send, among those to events with `order: 'socket'`. */
export interface Turn {
  /** Whether all others wait until this one has left: it may be sent again. */
  readonly holds: boolean;
  /** The connection that it was last sent on, if it was. */
  sentOn: string | undefined;
  go(): void;
}

/**
 * Keeps calls of one client to events with `order: 'socket'` in the order in which they were made, although some of them may
 * be sent again. A retried call holds the lane until it has settled: a server that refuses one call for its rate may accept
 * the next one, so a call in flight behind it would overtake it. Other calls wait behind retried ones alone.
 */
export class OrderedLane {
  readonly #waiting: Turn[] = [];
  #holder: Turn | undefined;

  /**
   * Lets the turn go when it may: at once where no retried call is before it. On a new connection (`socketId`) a turn that
   * does not hold goes before the holder is sent there again, so that an application can first log in and join its rooms.
   */
  enter(turn: Turn, socketId: string | undefined): void {
    const restores = !turn.holds && socketId !== undefined && this.#holder?.sentOn !== socketId;
    if (this.#holder && !restores) this.#waiting.push(turn);
    else this.#begin(turn);
  }

  /** Call it once the turn's call has settled, whether or not it went. */
  leave(turn: Turn): void {
    const index = this.#waiting.indexOf(turn);
    if (index >= 0) this.#waiting.splice(index, 1);
    if (this.#holder !== turn) return;
    this.#holder = undefined;
    while (!this.#holder) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#begin(next);
    }
  }

  #begin(turn: Turn): void {
    if (turn.holds) this.#holder = turn;
    turn.go();
  }
}
