import { Listeners } from '../listeners.ts';
import type { ClientEngine, ClientManager } from '../socket/client-socket.ts';
import { privateEngine, wrapBackoff } from '../socket/private-members.ts';
import type { ConnectionStep } from './connection-step.ts';
import { type EnginePacket, type SeenFrame, toFrame } from './frame.ts';
import { onEngine } from './on-engine.ts';

/** A step before it has its time. */
type Untimed<Step> = Step extends unknown ? Omit<Step, 'at'> : never;

interface Handshake {
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly upgrades: readonly string[];
}

/** Listens below socket.io-client: the steps of a connection, and its frames. */
export class WireTap {
  readonly steps: Listeners<ConnectionStep> = new Listeners<ConnectionStep>();
  readonly frames: Listeners<SeenFrame> = new Listeners<SeenFrame>();
  readonly #undo: (() => void)[];
  #isOver = false;

  constructor(manager: ClientManager) {
    const onPing = (): void => this.#report({ kind: 'heartbeat' });
    manager.on('ping', onPing);
    this.#undo = [
      () => manager.off('ping', onPing),
      onEngine(manager, (engine) => this.#attach(engine)),
      wrapBackoff(manager, (pause) => this.#report({ kind: 'waiting', until: Date.now() + pause })),
    ];
    if (manager.engine) this.#watch(manager.engine);
  }

  /** Nothing is reported from now on. */
  stop(): void {
    this.#isOver = true;
    for (const undo of this.#undo) undo();
  }

  #attach(engine: ClientEngine): void {
    // It is `undefined` where none is left to open.
    const transport = engine.transport as ClientEngine['transport'] | undefined;
    this.#report({ kind: 'opening', ...(transport && { transport: transport.name }) });
    this.#watch(engine);
  }

  #watch(engine: ClientEngine): void {
    const isOpen = (name: string): boolean => privateEngine(engine).transports?.includes(name) ?? true;
    engine.on('handshake', ({ pingInterval, pingTimeout, upgrades }: Handshake) => {
      const { name: transport } = engine.transport;
      this.#report({
        kind: 'handshake',
        transport,
        pingInterval,
        pingTimeout,
        upgrades: upgrades.filter(isOpen),
      });
    });
    engine.on('upgrading', ({ name }: { name: string }) =>
      this.#report({ kind: 'upgrading', transport: name }),
    );
    engine.on('upgrade', ({ name }: { name: string }) => this.#report({ kind: 'upgraded', transport: name }));
    engine.on('upgradeError', ({ message, transport = '' }: Error & { transport?: string }) =>
      this.#report({ kind: 'upgrade-failed', transport, reason: message }),
    );
    const report = (direction: SeenFrame['direction']) => (packet: EnginePacket) => {
      const { name: transport } = engine.transport;
      const frame = this.#isOver ? undefined : toFrame(packet, transport);
      if (frame !== undefined) this.frames.notify({ at: Date.now(), direction, transport, frame });
    };
    engine.on('packetCreate', report('sent'));
    engine.on('packet', report('received'));
  }

  #report(step: Untimed<ConnectionStep>): void {
    if (!this.#isOver) this.steps.notify({ ...step, at: Date.now() });
  }
}
