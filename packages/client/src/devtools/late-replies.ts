import { isReply } from '@switchboard/contract';
import type { WireManager } from '../socket/wire-engine.ts';

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

/** What is needed of a socket of socket.io-client. */
export interface AckingSocket {
  readonly io: Pick<WireManager, 'on'>;
  /** The ack id that the next emit gets. */
  readonly ids: number;
}

/** An ack, without and with attachments. Source: https://github.com/socketio/socket.io-protocol */
const ACKS: ReadonlySet<number> = new Set([3, 6]);
const MAX_EXPECTED = 1_000;

/** Reports the replies that socket.io-client drops because their calls have settled. */
export class LateReplies {
  readonly #socket: AckingSocket;
  readonly #expected = new Map<number, (code: string) => void>();

  constructor(socket: AckingSocket) {
    this.#socket = socket;
    socket.io.on('packet', ({ type, id, data }) => {
      if (!ACKS.has(type) || id === undefined) return;
      const report = this.#expected.get(id);
      this.#expected.delete(id);
      report?.(codeOf(Array.isArray(data) ? data[0] : undefined));
    });
  }

  get nextId(): number {
    return this.#socket.ids;
  }

  /** Reports the code of the reply to the call with this ack id, if it comes; the oldest of 1,000 is given up. */
  expect(ackId: number, report: (code: string) => void): void {
    this.#expected.set(ackId, report);
    if (this.#expected.size > MAX_EXPECTED) {
      this.#expected.delete(this.#expected.keys().next().value as number);
    }
  }
}

function codeOf(reply: unknown): string {
  if (!isReply(reply)) return '';
  return reply.ok ? 'OK' : reply.error.code;
}
