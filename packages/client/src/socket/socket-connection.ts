import type { ClientEngine, ClientSocket } from './client-socket.ts';
import { type ConnectionProblem, type ConnectionState, isClosed, problemOf } from './connection-state.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { reportEarlyClose } from './early-close.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';
import { RefusalRetry } from './refusal-retry.ts';

export interface ConnectionOptions {
  /** For messages. */
  readonly url: string;
  /** Whether the socket is the client's own, which is mended where socket.io-client gives up. */
  readonly isOwn: boolean;
}

/** The connection of one socket: its state, and how it is made and mended. */
export class SocketConnection {
  readonly url: string;
  readonly socket: ClientSocket;
  readonly #isOwn: boolean;
  readonly #tracker = new ConnectionTracker();
  readonly #refusals: RefusalRetry;
  readonly #undo: (() => void)[] = [];
  #isDetached = false;
  /** The engine of the last attempt, where nobody makes another one. */
  #givenUp: ClientEngine | undefined;

  constructor(socket: ClientSocket, { url, isOwn }: ConnectionOptions) {
    this.socket = socket;
    this.url = url;
    this.#isOwn = isOwn;
    this.#refusals = new RefusalRetry(socket.io, () => {
      this.#open();
      this.#tracker.tryingAgain();
    });
    this.#watch();
    if (socket.connected) this.#onConnect();
  }

  /** As the socket says it: others may open and close it, too. */
  get state(): ConnectionState {
    this.#tracker.follow(this.#isActive);
    return this.#tracker.state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#tracker.onState(listener);
  }

  /** Opens the connection; where the next attempt waits for its time, it is made now. */
  connect(): void {
    if (this.#isDetached) throw new Error('This client was detached from its socket: create another one.');
    const { socket } = this;
    const isNew = isClosed(this.state);
    if (socket.connected || (!isNew && socket.active && isBusy(socket.io.engine))) return;
    this.#refusals.cancel();
    if (socket.active) socket.disconnect();
    this.#open();
    if (isNew) this.#tracker.connecting();
    else this.#tracker.tryingAgain();
  }

  disconnect(): void {
    if (this.#isDetached) return;
    this.#refusals.reset();
    this.socket.disconnect();
    this.#tracker.disconnected();
  }

  /** Removes its listeners; the socket stays as it is. */
  detach(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#refusals.reset();
    this.#isDetached = true;
    this.#tracker.disconnected();
  }

  /** Whether there is a connection, or one is being made. */
  get #isActive(): boolean {
    const { active, io } = this.socket;
    if (this.#isDetached) return false;
    return (active && io.engine !== this.#givenUp) || this.#refusals.isWaiting;
  }

  #open(): void {
    this.socket.connect();
    this.#watchEngine();
  }

  #watchEngine(): void {
    if (this.#isOwn) reportEarlyClose(this.socket.io.engine);
  }

  #watch(): void {
    const { socket } = this;
    this.#listen(socket, 'connect', () => this.#onConnect());
    // Where no transport is left the error is bare text.
    this.#listen(socket, 'connect_error', (cause: Error | string) => {
      const error = typeof cause === 'string' ? new Error(cause) : cause;
      this.#fail(explainConnectError(error, this.url));
    });
    this.#listen(socket, 'disconnect', (reason: string, details?: unknown) => {
      if (reason === 'io client disconnect') this.#tracker.disconnected();
      else this.#fail(explainDisconnect(reason, details));
    });
    this.#listen(socket.io, 'reconnect_attempt', () => {
      if (!socket.active) return;
      this.#tracker.tryingAgain();
      queueMicrotask(() => this.#watchEngine()); // The attempt makes its engine right after this.
    });
    this.#listen(socket.io, 'reconnect_failed', () => {
      const problem = problemOf(this.#tracker.state);
      if (socket.active && problem) this.#giveUp(problem);
    });
  }

  #listen<Args extends unknown[]>(
    emitter: Pick<ClientSocket, 'on' | 'off'>,
    event: string,
    listener: (...args: Args) => void,
  ): void {
    emitter.on(event, listener);
    this.#undo.push(() => emitter.off(event, listener));
  }

  #fail(problem: ConnectionProblem): void {
    const { active, io } = this.socket;
    const isTriedAgain = this.#isOwn && problem.error !== undefined && this.#refusals.plan(problem.error);
    if (isTriedAgain || (active && io.reconnection())) this.#tracker.failed(problem, true);
    else this.#giveUp(problem);
  }

  #giveUp(problem: ConnectionProblem): void {
    if (this.socket.active) this.#givenUp = this.socket.io.engine;
    this.#tracker.failed(problem, false);
  }

  #onConnect(): void {
    const { socket } = this;
    const { engine } = socket.io;
    const since = Date.now();
    this.#refusals.reset();
    const setConnected = (): void => {
      const { id: socketId = '', recovered } = socket;
      const transport = engine.transport.name;
      this.#tracker.connected({ since, socketId, transport, ...(recovered && { recovered }) });
    };
    setConnected();
    engine.once('upgrade', () => !this.#isDetached && socket.connected && setConnected());
  }
}

/** Whether an attempt is under way. */
function isBusy({ readyState }: ClientEngine): boolean {
  return readyState === 'opening' || readyState === 'open';
}
