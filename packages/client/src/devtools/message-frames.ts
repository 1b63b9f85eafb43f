import type { ClientSocket } from '../socket/client-socket.ts';
import { type DecodedPacket, onDecoded, prepend } from '../socket/private-members.ts';
import type { Traffic } from '../traffic.ts';
import { type Frame, isMessage, type SeenFrame } from './frame.ts';

/** What leaves right now, with the frames that it makes. */
interface Leaving {
  readonly args: readonly unknown[];
  readonly frames: Frame[];
}

type Frames = readonly Frame[] | undefined;

/** Says which frames belong to a message that a client reports. */
export class MessageFrames {
  readonly #undo: (() => void)[];
  readonly #framesOf = new WeakMap<DecodedPacket, readonly Frame[]>();
  #leaving: Leaving | undefined;
  #arrived: Frame[] = [];
  #incoming: Frames;

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

  /** The frames of a message that the client reports now; `undefined` where it made none, or waits for a connection. */
  take(traffic: Traffic): Frames {
    if (traffic.kind === 'call' || traffic.kind === 'send') return this.#takeLeaving(traffic);
    const frames = this.#incoming;
    this.#incoming = undefined;
    return frames;
  }

  #takeLeaving({ event, payload }: Extract<Traffic, { kind: 'call' | 'send' }>): Frames {
    const { args, frames } = this.#leaving ?? { args: [], frames: undefined };
    if (args[0] !== event || !Object.is(args[1] ?? null, payload)) return undefined;
    this.#leaving = undefined;
    return frames;
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
