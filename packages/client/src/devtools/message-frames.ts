import type { ClientSocket } from '../socket/client-socket.ts';
import { type DecodedPacket, onDecoded, prepend } from '../socket/private-members.ts';
import { type Frame, isMessage, type SeenFrame } from './frame.ts';

/** What leaves right now, with the frames that it makes. */
interface Leaving {
  readonly args: readonly unknown[];
  readonly frames: Frame[];
}

/** The frames of one message, where they were seen. */
export type SeenFrames = { readonly frames: readonly Frame[] } | undefined;

/** Says which frames belong to a message that passes. */
export class MessageFrames {
  readonly #undo: (() => void)[];
  readonly #framesOf = new WeakMap<DecodedPacket, readonly Frame[]>();
  #leaving: Leaving | undefined;
  #arrived: Frame[] = [];
  #incoming: readonly Frame[] | undefined;

  constructor(socket: ClientSocket, onFrame: (listener: (seen: SeenFrame) => void) => () => void) {
    socket.onAnyOutgoing(this.#onOutgoing);
    this.#undo = [
      () => socket.offAnyOutgoing(this.#onOutgoing),
      onFrame(({ direction, frame }) => {
        if (isMessage(frame)) (direction === 'sent' ? this.#leaving?.frames : this.#arrived)?.push(frame);
      }),
      // A packet is decoded as soon as its last frame is there, and handed out in a later turn.
      onDecoded(socket, (packet) => {
        this.#framesOf.set(packet, this.#arrived);
        this.#arrived = [];
      }),
      prepend(socket.io, 'packet', (packet: DecodedPacket) => this.#onPacket(packet)),
    ];
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }

  /** Those of a message that was just sent with this first argument; none where it waits for a connection. */
  takeSent(event: string, first: unknown): SeenFrames {
    const { args, frames } = this.#leaving ?? { args: [] };
    if (!frames || args[0] !== event || !Object.is(args[1] ?? null, first ?? null)) return undefined;
    this.#leaving = undefined;
    return { frames };
  }

  /** Those of the message that is being handed out; none where another one took them, or none came. */
  takeReceived(): SeenFrames {
    const frames = this.#incoming;
    this.#incoming = undefined;
    return frames && { frames };
  }

  readonly #onOutgoing = (...args: unknown[]): void => {
    const leaving = { args, frames: [] };
    this.#leaving = leaving;
    queueMicrotask(() => {
      if (this.#leaving === leaving) this.#leaving = undefined;
    });
  };

  #onPacket(packet: DecodedPacket): void {
    const frames = this.#framesOf.get(packet);
    this.#incoming = frames;
    // A reply that came too late has no taker.
    queueMicrotask(() => {
      if (this.#incoming === frames) this.#incoming = undefined;
    });
  }
}
