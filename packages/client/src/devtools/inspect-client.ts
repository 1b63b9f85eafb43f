import { isReply } from '@switchboard/contract';
import { Listeners } from '../listeners.ts';
import type { Traffic } from '../traffic.ts';
import type { Client } from '../typed-client.ts';
import type { Frame } from './frame.ts';
import { type Inspection, LinkInspection } from './inspection.ts';
import { LateAcks } from './late-acks.ts';
import { MessageFrames } from './message-frames.ts';

/** What `client.observe` reports, with its packets in order, where they were seen: a call that waits has none yet. */
export type InspectedTraffic = InspectedMessage | InspectedReply;

type Reply = Extract<Traffic, { kind: 'reply' }>;
type InspectedMessage = Exclude<Traffic, { kind: 'reply' }> & { readonly frames?: readonly Frame[] };
type InspectedCall = Extract<InspectedMessage, { call: number }>;

/** A reply, and what it replies to. */
export type InspectedReply = Reply & {
  readonly frames?: readonly Frame[];
  /** The call, as it was reported; left out where that was before the inspection began. */
  readonly sent?: InspectedCall;
  /** Who made the reply: the server, or this end where none came or none is needed. */
  readonly by: 'server' | 'client';
};

/** A reply that came after its call had settled as TIMEOUT. */
export interface LateReply {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The number that ties it to its call in the traffic. */
  readonly call: number;
  readonly event: string;
  /** The call, as it was reported. */
  readonly sent: InspectedCall;
  /** All arguments of the acknowledgement, as they came. */
  readonly raw: readonly unknown[];
  /** `OK` or an error code; empty for what is no reply. */
  readonly code: string;
  /** Milliseconds since the call. */
  readonly latency: number;
  /** Its packets, where they were seen. */
  readonly frames?: readonly Frame[];
}

/** What an inspection shows of a client. */
export interface ClientInspection extends Inspection {
  /** Like `client.observe`, with the raw frames. */
  observe(listener: (traffic: InspectedTraffic) => void): () => void;
  /** Reports the replies that come after their calls have settled as TIMEOUT. */
  onLate(listener: (late: LateReply) => void): () => void;
}

/** The members of a client that are needed here. */
type InspectedClient = Pick<Client, 'url' | 'socket' | 'state' | 'onState' | 'observe' | 'connect'>;

/**
 * Shows what goes on below a client, and breaks its connection on purpose. Inspect a client before it connects to see it all,
 * and once: two inspections of one client know nothing of each other's faults. Throws a TypeError for what is no client.
 */
export function inspectClient(client: InspectedClient): ClientInspection {
  if (typeof client?.observe !== 'function')
    throw new TypeError('inspectClient takes what createClient returns.');
  return new WholeInspection(client);
}

class WholeInspection extends LinkInspection implements ClientInspection {
  readonly #traffic = new Listeners<InspectedTraffic>();
  readonly #frames: MessageFrames;
  readonly #late: LateAcks<InspectedCall>;
  /** The calls without a reply yet, by their numbers. */
  readonly #open = new Map<number, InspectedCall>();
  readonly #stopTraffic: () => void;

  constructor(client: InspectedClient) {
    super(client);
    this.#late = new LateAcks(client.socket, () => this.#frames.takeReceived());
    this.#frames = new MessageFrames(client.socket, (listener) => this.onFrame(listener));
    this.#stopTraffic = client.observe((traffic) => this.#traffic.notify(this.#inspect(traffic)));
  }

  observe(listener: (traffic: InspectedTraffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  onLate(listener: (late: LateReply) => void): () => void {
    return this.#late.listeners.add(({ at, sent, args, latency, frames }) => {
      const { call, event } = sent;
      listener({
        at,
        call,
        event,
        sent,
        raw: args,
        code: codeOf(args[0]),
        latency,
        ...(frames && { frames }),
      });
    });
  }

  override stop(): void {
    super.stop();
    this.#stopTraffic();
    this.#frames.stop();
    this.#late.stop();
  }

  #inspect(traffic: Traffic): InspectedTraffic {
    if (traffic.kind === 'reply') return this.#inspectReply(traffic);
    if (traffic.kind === 'event') return { ...traffic, ...this.#frames.takeReceived() };
    const seen = this.#frames.takeSent(traffic.event, traffic.payload);
    const sent = { ...traffic, ...seen };
    if (sent.kind === 'call') this.#open.set(sent.call, sent);
    if (sent.kind === 'call' && seen) this.#late.left(sent);
    return sent;
  }

  #inspectReply(reply: Reply): InspectedReply {
    const by = reply.raw ? 'server' : 'client';
    const sent = this.#open.get(reply.call);
    this.#open.delete(reply.call);
    if (sent && by === 'client' && codeOf(reply.reply) === 'TIMEOUT') this.#late.timedOut(sent);
    return { ...reply, ...this.#frames.takeReceived(), ...(sent && { sent }), by };
  }
}

function codeOf(reply: unknown): string {
  if (!isReply(reply)) return '';
  return reply.ok ? 'OK' : reply.error.code;
}
