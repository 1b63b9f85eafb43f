import { parseLimits } from '@switchboard/contract';
import { Pace } from './pace.ts';
import { costOf, oversize, sizeOf } from './packet-size.ts';

/** What is needed of a socket of socket.io-client below its documented surface; send-limits.test.ts pins it. */
export interface MeasuredSocket {
  readonly nsp?: string;
  /** The ack id that the next emit gets. */
  readonly ids?: number;
  readonly io: {
    readonly engine?: { readonly _maxPayload?: number; readonly transport?: { readonly name: string } };
  };
}

/** A packet before it is sent. */
export interface Weighed {
  /** How many packets it counts as at the server. */
  readonly cost: number;
  /** Why it is too large to be sent, in words. */
  readonly tooLarge: string | undefined;
}

/** Bytes: what is smaller is not encoded to be measured. */
const SMALL = 16_384;

/** The limits of the server for what one client sends, as far as they are known. */
export class SendLimits {
  readonly pace: Pace = new Pace();
  readonly #socket: MeasuredSocket;
  #maxPayload: number | undefined;

  constructor(socket: MeasuredSocket) {
    this.#socket = socket;
  }

  /** Takes the payload of the reserved event that announces them. */
  announce(limits: unknown): void {
    this.pace.limits = parseLimits(limits);
  }

  /** Weighs the arguments of an event, or of an answer; `maxBytes` is that of the event, where it counts. */
  weigh(args: readonly unknown[], maxBytes?: number): Weighed {
    const { nsp: namespace = '/', ids: id, io } = this.#socket;
    // It is -1 before the handshake; that of the last connection holds meanwhile.
    const { _maxPayload: maxPayload = 0 } = io.engine ?? {};
    if (maxPayload > 0) this.#maxPayload = maxPayload;
    const limits = {
      maxBytes,
      maxPayload: this.#maxPayload,
      isPolling: io.engine?.transport?.name === 'polling',
    };
    const precise = Math.min(SMALL, maxBytes ?? SMALL, this.#maxPayload ?? SMALL);
    const size = sizeOf(args, { namespace, id }, precise);
    return { cost: this.pace.limits ? costOf(size, this.pace.limits) : 1, tooLarge: oversize(size, limits) };
  }
}
