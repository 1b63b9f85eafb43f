import { EventError } from '@switchboard/contract';
import type { RouterContext } from '../core/controller.ts';
import type { Router } from '../core/router.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { MaybePromise } from '../lib/maybe-promise.ts';
import { ArrivalQueue } from './arrival-queue.ts';
import { type Delivery, deliverPacket } from './deliver-packet.ts';
import type { EventPacket } from './wildcard.ts';

/** What the sockets of one router share. */
export interface SharedByCalls<S, Params, Context extends RouterContext> {
  readonly router: Router<Context>;
  readonly context: (socket: S, connection: { readonly params: Params }) => Context;
  /** How many packets may wait until the socket is ready; none need to if it is left out. */
  readonly maxQueued: number | undefined;
}

/** One socket as the source of calls, from its connection to its end, which ends the calls in flight. */
export class SocketCalls<
  S extends { readonly id: string; readonly connected: boolean },
  Params,
  Context extends RouterContext,
> implements EndSignal
{
  readonly socket: S;
  readonly params: Params;
  readonly #shared: SharedByCalls<S, Params, Context>;
  #arrivals: ArrivalQueue<EventPacket> | undefined;
  #listeners: Set<() => void> | undefined;

  constructor(shared: SharedByCalls<S, Params, Context>, socket: S, params: Params) {
    this.socket = socket;
    this.params = params;
    this.#shared = shared;
    const { maxQueued } = shared;
    if (maxQueued !== undefined)
      this.#arrivals = new ArrivalQueue(maxQueued, (packet, delivery) => this.#deliver(packet, delivery));
  }

  get router(): Router<Context> {
    return this.#shared.router;
  }

  /** What is known of the sender at this moment. */
  context(): Context {
    return this.#shared.context(this.socket, this);
  }

  get aborted(): boolean {
    return !this.socket.connected;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Takes a packet; `refusal` is why it was turned away already. */
  receive(packet: EventPacket, refusal?: EventError): void {
    if (refusal) void this.#deliver(packet, { refusal });
    else if (this.#arrivals) this.#arrivals.push(packet);
    else void this.#deliver(packet, READY);
  }

  /** Lets in what waits, and from now on what arrives; all of it refused if there is a refusal. Only the first time counts. */
  async open(refusal?: EventError): Promise<void> {
    const arrivals = this.#arrivals;
    if (!refusal) this.#arrivals = undefined;
    await arrivals?.open(refusal);
  }

  /** The socket has disconnected. */
  end(): void {
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const tell of listeners ?? []) tell();
    void this.#arrivals?.open(new EventError('DISCONNECTED', { data: { written: true } }));
  }

  #deliver(packet: EventPacket, delivery: Delivery): MaybePromise<void> {
    return deliverPacket(this, packet, delivery);
  }
}

const READY: Delivery = {};
