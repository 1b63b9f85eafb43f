import type { DecodedPacket, WireManager } from '../socket/wire-engine.ts';
import type { ConnectionStep } from './connection-step.ts';
import { type EnginePacket, type Frame, toFrame } from './frame.ts';

/** A step before it has its time. */
type Untimed<Step> = Step extends unknown ? Omit<Step, 'at'> : never;

export interface WireTapOptions {
  readonly keepFrames: boolean;
  readonly onStep: (step: ConnectionStep) => void;
}

/** Event, ack, and both with attachments: the packets that carry a message. Source: https://github.com/socketio/socket.io-protocol */
const MESSAGES: ReadonlySet<number> = new Set([2, 3, 5, 6]);

/** Listens below socket.io-client: the steps of its connection and, where asked for, the frames of its messages. */
export class WireTap {
  readonly #manager: WireManager;
  readonly #options: WireTapOptions;
  #outgoing: Frame[] | undefined;
  #arrived: Frame[] = [];
  #incoming: readonly Frame[] = [];
  #isWaiting = false;

  /** Make it before the socket first connects, so that it hears each packet before the socket does. */
  constructor(manager: WireManager, options: WireTapOptions) {
    this.#manager = manager;
    this.#options = options;
    manager.on('ping', () => this.#report({ kind: 'heartbeat' }));
    this.#watchPauses();
    if (options.keepFrames) this.#watchMessages();
  }

  /** Whether no attempt is under way, because the next one waits for its time. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Call it for each new engine, at once. */
  attach(): void {
    this.#isWaiting = false;
    const { engine } = this.#manager;
    const { transport } = engine;
    this.#report({ kind: 'opening', ...(transport && { transport: transport.name }) });
    engine.on('handshake', ({ pingInterval, pingTimeout, upgrades }) => {
      this.#report({
        kind: 'handshake',
        transport: engine.transport?.name ?? '',
        pingInterval,
        pingTimeout,
        upgrades: upgrades.filter((name) => engine.transports.includes(name)),
      });
    });
    engine.on('upgrading', ({ name }) => this.#report({ kind: 'upgrading', transport: name }));
    engine.on('upgrade', ({ name }) => this.#report({ kind: 'upgraded', transport: name }));
    engine.on('upgradeError', ({ message, transport = '' }) =>
      this.#report({ kind: 'upgrade-failed', transport, reason: message }),
    );
    if (this.#options.keepFrames) this.#watchFrames();
  }

  /** Runs `emit` and gives the frames that it made: none where they are not kept, or it only put them by. */
  frameOutgoing(emit: () => void): { readonly frames?: readonly Frame[] } {
    if (!this.#options.keepFrames) {
      emit();
      return {};
    }
    const frames: Frame[] = [];
    this.#outgoing = frames;
    try {
      emit();
    } finally {
      this.#outgoing = undefined;
    }
    return frames.length > 0 ? { frames } : {};
  }

  /** The frames of the message that is being handed out now, once. */
  takeIncoming(): { readonly frames?: readonly Frame[] } {
    const frames = this.#incoming;
    this.#incoming = [];
    return frames.length > 0 ? { frames } : {};
  }

  #report(step: Untimed<ConnectionStep>): void {
    this.#options.onStep({ ...step, at: Date.now() });
  }

  #watchPauses(): void {
    const { backoff } = this.#manager;
    const duration = backoff.duration.bind(backoff);
    backoff.duration = () => {
      const pause = duration();
      this.#isWaiting = true;
      this.#report({ kind: 'waiting', until: Date.now() + pause });
      return pause;
    };
  }

  /** A packet is decoded as soon as its last frame is there, and handed out in a later turn. */
  #watchMessages(): void {
    const manager = this.#manager;
    const framesOf = new WeakMap<DecodedPacket, readonly Frame[]>();
    manager.decoder.on('decoded', (packet) => {
      if (MESSAGES.has(packet.type)) framesOf.set(packet, this.#arrived);
      this.#arrived = [];
    });
    manager.on('packet', (packet) => {
      const frames = framesOf.get(packet) ?? [];
      this.#incoming = frames;
      // A reply that came too late has no taker.
      queueMicrotask(() => {
        if (this.#incoming === frames) this.#incoming = [];
      });
    });
  }

  #watchFrames(): void {
    const { engine } = this.#manager;
    const read = (packet: EnginePacket): Frame[] => {
      const frame = packet.type === 'message' ? toFrame(packet, engine.transport?.name ?? '') : undefined;
      return frame === undefined ? [] : [frame];
    };
    this.#arrived = [];
    engine.on('packetCreate', (packet) => this.#outgoing?.push(...read(packet)));
    engine.on('packet', (packet) => this.#arrived.push(...read(packet)));
  }
}
