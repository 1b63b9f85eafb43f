import type { Receiver } from 'ws';

/** Frames of one connection that are read in one turn of the event loop: the others have their turn after so many. */
const FRAMES_PER_TURN = 32;

/** A receiver that notes how many frames it has read in which turn. */
export interface TurnTaker extends Receiver {
  turn: number;
  frames: number;
}

let turn = 0;
let isCounting = false;

/** Counts a frame that is read now. All receivers share what counts the turns, which runs only in turns with frames. */
export function countFrame(receiver: TurnTaker): void {
  if (!isCounting) {
    isCounting = true;
    setImmediate(nextTurn);
  }
  if (receiver.turn !== turn) {
    receiver.turn = turn;
    receiver.frames = 0;
  }
  receiver.frames += 1;
}

/** Whether the receiver may read one more frame in this turn. */
export function hasTurn(receiver: TurnTaker): boolean {
  return receiver.turn !== turn || receiver.frames < FRAMES_PER_TURN;
}

function nextTurn(): void {
  isCounting = false;
  turn += 1;
}
