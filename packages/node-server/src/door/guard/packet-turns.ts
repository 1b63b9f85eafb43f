/** Packets of one session that are served in one turn of the event loop: the others have their turn after so many. */
const PACKETS_PER_TURN = 32;

let turn = 0;
let isCounting = false;

/**
 * Spreads what comes at once over turns of the event loop, in its order: the packets of one polling session, of which one
 * request brings many, or the requests of one connection. Frames of WebSocket are spread by `@switchboard/ws-engine` already.
 */
export class PacketTurns {
  readonly #perTurn: number;
  #turn = -1;
  #served = 0;
  #waiting: (() => void)[] = [];
  #whenServed: (() => void)[] = [];

  constructor(perTurn: number = PACKETS_PER_TURN) {
    this.#perTurn = perTurn;
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  /** Calls `serve` at once, or in its turn. */
  take(serve: () => void): void {
    if (this.isIdle && this.#hasTurn()) serve();
    else if (this.#waiting.push(serve) === 1) setImmediate(goOn, this);
  }

  /** Calls the listener once nothing waits. */
  whenServed(listener: () => void): void {
    if (this.isIdle) listener();
    else this.#whenServed.push(listener);
  }

  /** Serves what has its turn now. */
  goOn(): void {
    let count = 0;
    while (count < this.#waiting.length && this.#hasTurn()) this.#waiting[count++]?.();
    this.#waiting.splice(0, count);
    if (this.isIdle) for (const listener of this.#whenServed.splice(0)) listener();
    else setImmediate(goOn, this);
  }

  #hasTurn(): boolean {
    // All sessions share what counts the turns, which runs only in turns with packets.
    if (!isCounting) {
      isCounting = true;
      setImmediate(nextTurn);
    }
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#served = 0;
    }
    if (this.#served === this.#perTurn) return false;
    this.#served += 1;
    return true;
  }
}

function goOn(turns: PacketTurns): void {
  turns.goOn();
}

function nextTurn(): void {
  isCounting = false;
  turn += 1;
}
