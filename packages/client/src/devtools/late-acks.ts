import { Listeners } from '../listeners.ts';
import type { ClientSocket } from '../socket/client-socket.ts';
import { type DecodedPacket, isOwnAck, lastAckId, prepend } from '../socket/private-members.ts';
import type { Frame } from './frame.ts';
import type { SeenFrames } from './message-frames.ts';

/** An acknowledgement that came after its call had timed out. */
export interface LateAck<Call> {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sent: Call;
  /** All arguments, as they came. */
  readonly args: readonly unknown[];
  /** Milliseconds since the call left. */
  readonly latency: number;
  /** Its packets, where they were seen. */
  readonly frames?: readonly Frame[];
}

/** A call that left; `start` on the clock of `performance.now()`. */
interface SentCall<Call> {
  readonly sent: Call;
  readonly ackId: number;
  readonly start: number;
}

const MAX_EXPECTED = 1_000;

/** Reports the acknowledgements that socket.io-client drops because their calls timed out; the oldest of 1,000 is given up. */
export class LateAcks<Call extends object> {
  readonly listeners: Listeners<LateAck<Call>> = new Listeners<LateAck<Call>>();
  readonly #socket: ClientSocket;
  readonly #sent = new WeakMap<Call, SentCall<Call>>();
  /** By ack id. */
  readonly #expected = new Map<number, SentCall<Call>>();
  readonly #takeFrames: () => SeenFrames;
  readonly #undo: () => void;

  /** `takeFrames` gives the packets of what is being handed out. Make it before what notes them: the newer one hears a packet first. */
  constructor(socket: ClientSocket, takeFrames: () => SeenFrames) {
    this.#socket = socket;
    this.#takeFrames = takeFrames;
    this.#undo = prepend(socket.io, 'packet', (packet: DecodedPacket) => this.#onPacket(packet));
  }

  stop(): void {
    this.#undo();
  }

  /** Call it right after a call has left, before anything else does. */
  left(sent: Call): void {
    this.#sent.set(sent, { sent, ackId: lastAckId(this.#socket), start: performance.now() });
  }

  /** Call it for a call that nobody waits for any more; one that did not leave is ignored. */
  timedOut(sent: Call): void {
    const call = this.#sent.get(sent);
    if (!call) return;
    this.#expected.set(call.ackId, call);
    if (this.#expected.size > MAX_EXPECTED) {
      this.#expected.delete(this.#expected.keys().next().value as number);
    }
  }

  #onPacket(packet: DecodedPacket): void {
    if (!isOwnAck(this.#socket, packet)) return;
    const { id, data } = packet;
    const late = this.#expected.get(id);
    this.#expected.delete(id);
    if (!late) return;
    const { sent, start } = late;
    const args = Array.isArray(data) ? data : [];
    this.listeners.notify({
      at: Date.now(),
      sent,
      args,
      latency: performance.now() - start,
      ...this.#takeFrames(),
    });
  }
}
