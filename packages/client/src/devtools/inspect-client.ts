import { Listeners } from '../listeners.ts';
import type { Traffic } from '../traffic.ts';
import type { Client } from '../typed-client.ts';
import type { Frame } from './frame.ts';
import { type Inspection, LinkInspection } from './inspection.ts';
import { LateReplies, type LateReply } from './late-replies.ts';
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
  readonly #late: LateReplies;
  /** The calls without a reply yet, by their numbers. */
  readonly #open = new Map<number, InspectedCall>();
  readonly #stopTraffic: () => void;

  constructor(client: InspectedClient) {
    super(client);
    this.#frames = new MessageFrames(client.socket, (listener) => this.onFrame(listener));
    this.#late = new LateReplies(client.socket);
    this.#stopTraffic = client.observe((traffic) => {
      const frames = this.#frames.take(traffic);
      this.#late.follow(traffic, frames !== undefined);
      this.#traffic.notify(this.#inspect(traffic, frames && { frames }));
    });
  }

  /** Ties a reply to its call. */
  #inspect(traffic: Traffic, seen: { readonly frames: readonly Frame[] } | undefined): InspectedTraffic {
    if (traffic.kind !== 'reply') {
      const message = { ...traffic, ...seen };
      if (message.kind === 'call') this.#open.set(message.call, message);
      return message;
    }
    const sent = this.#open.get(traffic.call);
    this.#open.delete(traffic.call);
    return { ...traffic, ...seen, ...(sent && { sent }), by: traffic.raw ? 'server' : 'client' };
  }

  observe(listener: (traffic: InspectedTraffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  onLate(listener: (late: LateReply) => void): () => void {
    return this.#late.listeners.add(listener);
  }

  override stop(): void {
    super.stop();
    this.#stopTraffic();
    this.#frames.stop();
    this.#late.stop();
  }
}
