import { Listeners } from '../listeners.ts';
import type { Traffic } from '../traffic.ts';
import type { Client } from '../typed-client.ts';
import type { Frame } from './frame.ts';
import { type Inspection, LinkInspection } from './inspection.ts';
import { LateReplies, type LateReply } from './late-replies.ts';
import { MessageFrames } from './message-frames.ts';

/** What `client.observe` reports, with its packets in order, where they were seen: a call that waits has none yet. */
export type InspectedTraffic = Traffic & { readonly frames?: readonly Frame[] };

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
  readonly #stopTraffic: () => void;

  constructor(client: InspectedClient) {
    super(client);
    this.#frames = new MessageFrames(client.socket, (listener) => this.onFrame(listener));
    this.#late = new LateReplies(client.socket);
    this.#stopTraffic = client.observe((traffic) => {
      const frames = this.#frames.take(traffic);
      this.#late.follow(traffic, frames !== undefined);
      this.#traffic.notify({ ...traffic, ...(frames && { frames }) });
    });
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
