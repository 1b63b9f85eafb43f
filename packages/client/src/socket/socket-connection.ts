import type { ConnectionStep } from '../devtools/connection-step.ts';
import { type ActiveFaults, explainFault } from '../devtools/explain-fault.ts';
import { type Fault, TransportFault } from '../devtools/fault.ts';
import { WireTap } from '../devtools/wire-tap.ts';
import { Listeners } from '../listeners.ts';
import type { ConnectionState } from './connection-state.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { type EarlyClosing, reportEarlyClose } from './early-close.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';
import { type AttemptingEngine, FirstError } from './first-error.ts';
import { type Pauses, RefusalRetry } from './refusal-retry.ts';
import type { WireEngine, WireManager } from './wire-engine.ts';

/** What is needed of a Socket of socket.io-client, whose own types only client.ts may know. */
export interface ConnectingSocket {
  readonly id?: string | undefined;
  readonly connected: boolean;
  readonly active: boolean;
  readonly io: ConnectingManager;
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'connect', listener: () => void): unknown;
  /** Where no transport is left the error is bare text. */
  on(event: 'connect_error', listener: (error: Error | string) => void): unknown;
  on(event: 'disconnect', listener: (reason: string, details?: unknown) => void): unknown;
}

interface ConnectingManager extends WireManager, Pauses {
  readonly engine: WireEngine &
    EarlyClosing &
    AttemptingEngine & { once(event: 'upgrade', listener: () => void): unknown };
  on: WireManager['on'] & ((event: 'reconnect_attempt', listener: () => void) => unknown);
}

export interface ConnectionOptions {
  readonly url: string;
  /** What an attempt may choose from. */
  readonly transports: readonly unknown[];
  readonly keepFrames: boolean;
}

/** The connection of one socket: its state, its steps, and how it is made, mended and broken. */
export class SocketConnection {
  readonly fault: Fault & ActiveFaults;
  readonly wire: WireTap;
  readonly #socket: ConnectingSocket;
  readonly #url: string;
  readonly #firstError = new FirstError();
  readonly #tracker = new ConnectionTracker();
  readonly #refusals: RefusalRetry;
  readonly #steps = new Listeners<ConnectionStep>();

  /** Make it before the socket first connects. */
  constructor(socket: ConnectingSocket, { url, transports, keepFrames }: ConnectionOptions) {
    this.#socket = socket;
    this.#url = url;
    this.fault = new TransportFault(socket.io, transports, () => this.#tryNow());
    this.wire = new WireTap(socket.io, { keepFrames, onStep: (step) => this.#steps.notify(step) });
    this.#refusals = new RefusalRetry(socket.io, () => {
      this.#tracker.tryingAgain();
      this.#open();
    });
    this.#watch();
  }

  get state(): ConnectionState {
    return this.#tracker.state;
  }

  get isClosed(): boolean {
    return this.#tracker.isClosed;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#tracker.onState(listener);
  }

  onStep(listener: (step: ConnectionStep) => void): () => void {
    return this.#steps.add(listener);
  }

  connect(): void {
    if (this.wire.isWaiting) this.#tryNow();
    if (this.#socket.active) return;
    this.#refusals.cancel();
    this.#tracker.connecting();
    this.#open();
  }

  disconnect(): void {
    this.#refusals.reset();
    this.#socket.disconnect();
    this.#tracker.disconnected();
  }

  #open(): void {
    this.#socket.connect();
    this.#watchEngine();
  }

  /** Starts over at once, with what waits to be sent, instead of waiting for the next attempt. */
  #tryNow(): void {
    if (!this.#socket.active || this.#socket.connected) return;
    this.#tracker.tryingAgain();
    this.#socket.disconnect();
    this.#open();
  }

  #watchEngine(): void {
    reportEarlyClose(this.#socket.io.engine);
    this.#firstError.watch(this.#socket.io.engine);
    this.wire.attach();
  }

  #watch(): void {
    const socket = this.#socket;
    const tracker = this.#tracker;
    const manager = socket.io;
    socket.on('connect', () => {
      const since = Date.now();
      this.#refusals.reset();
      const setConnected = (): void => {
        const { id: socketId = '' } = socket;
        tracker.connected({ since, socketId, transport: manager.engine.transport?.name ?? '' });
      };
      setConnected();
      manager.engine.once('upgrade', () => socket.connected && setConnected());
    });
    socket.on('connect_error', (cause) => {
      const error = this.#firstError.clearer(typeof cause === 'string' ? new Error(cause) : cause);
      const problem = explainFault(error.message, this.fault) ?? explainConnectError(error, this.#url);
      const isTriedAgain = problem.error !== undefined && this.#refusals.plan(problem.error);
      tracker.failed(problem, isTriedAgain || socket.active);
    });
    socket.on('disconnect', (reason, details) => {
      if (reason === 'io client disconnect') return tracker.disconnected();
      const problem = explainFault(reason, this.fault) ?? explainDisconnect(reason, details);
      tracker.failed(problem, socket.active);
    });
    manager.on('reconnect_attempt', () => {
      tracker.tryingAgain();
      queueMicrotask(() => this.#watchEngine()); // The attempt makes its engine right after this.
    });
  }
}
