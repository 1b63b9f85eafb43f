import { isReply } from '@switchboard/contract';
import { Listeners } from '../listeners.ts';
import type { ClientSocket } from '../socket/client-socket.ts';
import { type DecodedPacket, isOwnAck, lastAckId, prepend } from '../socket/private-members.ts';
import type { Traffic } from '../traffic.ts';

/** A reply that came after its call had settled as TIMEOUT. */
export interface LateReply {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The number that ties it to its call in the traffic. */
  readonly call: number;
  readonly event: string;
  /** `OK` or an error code; empty for what is no reply. */
  readonly code: string;
  /** Milliseconds since the call. */
  readonly latency: number;
}

/** A call that left; `start` on the clock of `performance.now()`. */
interface SentCall {
  readonly ackId: number;
  readonly event: string;
  readonly start: number;
}

const MAX_EXPECTED = 1_000;

/** Reports the replies that socket.io-client drops because their calls have settled; the oldest of 1,000 is given up. */
export class LateReplies {
  readonly listeners: Listeners<LateReply> = new Listeners<LateReply>();
  readonly #socket: ClientSocket;
  /** By the number of the call. */
  readonly #sent = new Map<number, SentCall>();
  /** By ack id. */
  readonly #expected = new Map<number, { readonly call: number; readonly sent: SentCall }>();
  readonly #undo: () => void;
  /** The id of the ack that is being handed out now. */
  #arriving: number | undefined;

  constructor(socket: ClientSocket) {
    this.#socket = socket;
    this.#undo = prepend(socket.io, 'packet', (packet: DecodedPacket) => this.#onPacket(packet));
  }

  stop(): void {
    this.#undo();
  }

  /** Call it for all traffic of the client; `hasLeft` says whether a call has just left. */
  follow(traffic: Traffic, hasLeft: boolean): void {
    if (traffic.kind === 'call') {
      if (hasLeft) {
        const ackId = lastAckId(this.#socket);
        this.#sent.set(traffic.call, { ackId, event: traffic.event, start: performance.now() });
      }
    } else if (traffic.kind === 'reply') {
      const sent = this.#sent.get(traffic.call);
      this.#sent.delete(traffic.call);
      const isTimeout = !traffic.reply.ok && traffic.reply.error.code === 'TIMEOUT';
      if (sent && isTimeout && sent.ackId !== this.#arriving) this.#expect(traffic.call, sent);
    }
  }

  #expect(call: number, sent: SentCall): void {
    this.#expected.set(sent.ackId, { call, sent });
    if (this.#expected.size > MAX_EXPECTED) {
      this.#expected.delete(this.#expected.keys().next().value as number);
    }
  }

  #onPacket(packet: DecodedPacket): void {
    this.#arriving = undefined;
    if (!isOwnAck(this.#socket, packet)) return;
    const { id, data } = packet;
    this.#arriving = id;
    const late = this.#expected.get(id);
    this.#expected.delete(id);
    if (!late) return;
    const { call, sent } = late;
    const { event, start } = sent;
    const code = codeOf(Array.isArray(data) ? data[0] : undefined);
    this.listeners.notify({ at: Date.now(), call, event, code, latency: performance.now() - start });
  }
}

function codeOf(reply: unknown): string {
  if (!isReply(reply)) return '';
  return reply.ok ? 'OK' : reply.error.code;
}
