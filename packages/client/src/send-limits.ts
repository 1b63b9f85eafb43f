import { parseLimits } from '@switchboard/contract';
import type { Pace } from './pace.ts';
import { costOf, oversize, sizeOf } from './packet-size.ts';
import type { ClientEngine, ClientSocket } from './socket/client-socket.ts';
import { paceOf } from './socket/pace-of.ts';
import { maxPayloadOf, nextHeader } from './socket/private-members.ts';

/** A packet before it is sent. */
export interface Weighed {
  /** How many packets it counts as at the server, as far as its limits are known by now. */
  readonly cost: () => number;
  /** Why it is too large to be sent, in words. */
  readonly tooLarge: string | undefined;
}

/** Bytes: what is smaller is not encoded to be measured. */
const SMALL = 16_384;

/** The limits of the server for what one client sends, as far as they are known. */
export class SendLimits {
  readonly pace: Pace;
  readonly #socket: ClientSocket;
  #maxPayload: number | undefined;

  constructor(socket: ClientSocket) {
    this.#socket = socket;
    this.pace = paceOf(socket.io);
  }

  /** Takes the payload of the reserved event that announces them. */
  announce(limits: unknown): void {
    this.pace.limits = parseLimits(limits);
  }

  /** Weighs the arguments of an event, or of an answer; `maxBytes` is that of the event, where it counts. */
  weigh(args: readonly unknown[], maxBytes?: number): Weighed {
    const engine = this.#socket.io.engine as ClientEngine | undefined;
    // That of the last connection holds until there is another one.
    if (engine) this.#maxPayload = maxPayloadOf(engine) ?? this.#maxPayload;
    const maxPayload = this.#maxPayload;
    const size = sizeOf(
      args,
      nextHeader(this.#socket),
      Math.min(SMALL, maxBytes ?? SMALL, maxPayload ?? SMALL),
    );
    const isPolling = engine?.transport?.name === 'polling';
    const cost = (): number => (this.pace.limits ? costOf(size, this.pace.limits) : 1);
    return {
      cost,
      tooLarge: oversize(size, { maxBytes, maxPayload, isPolling }) ?? this.#tooMuchAtOnce(cost()),
    };
  }

  /** Whatever the pace is, the server cuts a connection for a packet that counts as more than it takes in a second. */
  #tooMuchAtOnce(cost: number): string | undefined {
    const most = this.pace.limits?.maxPacketsPerSecond ?? Number.POSITIVE_INFINITY;
    if (cost <= most) return undefined;
    return `The packet counts as ${cost} packets; the server takes at most ${most} in a second.`;
  }
}
