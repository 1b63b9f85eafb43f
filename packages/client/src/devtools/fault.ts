import type { ClientManager } from '../socket/client-socket.ts';
import { privateEngine, privateManager } from '../socket/private-members.ts';
import type { ActiveFaults } from './explain-fault.ts';

/** Breaks the connection on purpose, to see what becomes of it. */
export interface Fault {
  readonly isOffline: boolean;
  readonly isWebsocketBlocked: boolean;
  /** Cuts the connection as if a cable were cut, and lets the client mend it. Does nothing where there is none. */
  drop(): void;
  /**
   * Takes this client off the network: what is connected is cut, and no attempt reaches the server. Calls wait as they
   * do for any lost connection. Coming back tries at once.
   */
  offline(isOffline: boolean): void;
  /**
   * Lets no WebSocket through, as some proxies do: only polling is left, and nothing to upgrade to. Cuts what is connected,
   * so that a new connection is made under the new rule.
   */
  blockWebsocket(isBlocked: boolean): void;
}

/** What an engine uses where it is not said. */
const DEFAULT_TRANSPORTS = ['polling', 'websocket', 'webtransport'];

/** Faults by way of the transports that the next attempt may choose from. */
export class TransportFault implements Fault, ActiveFaults {
  readonly #manager: ClientManager;
  readonly #allowed: readonly unknown[];
  readonly #tryAgain: () => void;
  #isOffline = false;
  #isWebsocketBlocked = false;
  #isDropping = false;

  /** `tryAgain` makes an attempt now, where the client wants a connection and has none. */
  constructor(manager: ClientManager, tryAgain: () => void) {
    this.#manager = manager;
    this.#allowed = optionsOf(manager).transports ?? DEFAULT_TRANSPORTS;
    this.#tryAgain = tryAgain;
  }

  get isOffline(): boolean {
    return this.#isOffline;
  }

  get isWebsocketBlocked(): boolean {
    return this.#isWebsocketBlocked;
  }

  get isDropping(): boolean {
    return this.#isDropping;
  }

  get hasTransport(): boolean {
    return this.#left.length > 0;
  }

  drop(): void {
    const { engine } = this.#manager;
    this.#isDropping = true;
    if (engine) privateEngine(engine).transport?.close();
    this.#isDropping = false;
    // A transport in the middle of its upgrade cannot be closed; the engine then closes itself after it.
    if (engine) privateEngine(engine).close();
  }

  offline(isOffline: boolean): void {
    if (isOffline === this.#isOffline) return;
    this.#isOffline = isOffline;
    this.#apply();
    if (!isOffline) this.#tryAgain();
  }

  blockWebsocket(isBlocked: boolean): void {
    if (isBlocked === this.#isWebsocketBlocked) return;
    this.#isWebsocketBlocked = isBlocked;
    this.#apply();
  }

  /** No fault holds any more; what is connected stays so. */
  end(): void {
    this.#isOffline = false;
    this.#isWebsocketBlocked = false;
    optionsOf(this.#manager).transports = this.#left;
  }

  get #left(): readonly unknown[] {
    if (this.#isOffline) return [];
    return this.#allowed.filter((transport) => !this.#isWebsocketBlocked || transport !== 'websocket');
  }

  #apply(): void {
    optionsOf(this.#manager).transports = this.#left;
    this.drop();
  }
}

function optionsOf(manager: ClientManager): { transports?: readonly unknown[] } {
  return privateManager(manager).opts ?? {};
}
