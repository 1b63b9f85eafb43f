import { onAbort } from './on-abort.ts';
import { type ConnectionState, isClosed } from './socket/connection-state.ts';

/** What a call that waits must know of the connection. */
export interface Link {
  readonly state: ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
}

/** How long a call may go on: until its time is over, its caller stops waiting, or the connection is closed for good. */
export class CallWindow {
  readonly #link: Link;
  readonly #deadline: number;
  readonly #release: (() => void)[];
  readonly #listeners = new Set<() => void>();
  #isOver = false;

  /** `timeout` in milliseconds. Call `end` when it is no longer needed. */
  constructor(link: Link, timeout: number, signal: AbortSignal | undefined) {
    this.#link = link;
    this.#deadline = performance.now() + timeout;
    const close = (): void => {
      this.#isOver = true;
      for (const listener of [...this.#listeners]) listener();
    };
    const timer = setTimeout(close, timeout);
    this.#release = [
      () => clearTimeout(timer),
      signal ? onAbort(signal, close) : () => {},
      link.onState((state) => isClosed(state) && close()),
    ];
    this.#isOver = (signal?.aborted ?? false) || isClosed(link.state);
  }

  get isConnected(): boolean {
    return this.socketId !== undefined;
  }

  /** Names the connection; `undefined` while there is none. */
  get socketId(): string | undefined {
    const { state } = this.#link;
    return state.status === 'connected' ? state.socketId : undefined;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Milliseconds. */
  get left(): number {
    return this.#deadline - performance.now();
  }

  /** Calls the listener when the window is over, unless it is ended before; returns its undo. */
  onOver(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Resolves once there is a connection, or the window is over. */
  untilConnected(): Promise<void> {
    return this.#wait((done) => this.#link.onState(() => this.isConnected && done()));
  }

  /** Resolves after so many milliseconds, or once the window is over. */
  pause(ms: number): Promise<void> {
    return this.#wait((done) => {
      const timer = setTimeout(done, ms);
      return () => clearTimeout(timer);
    });
  }

  /** Removes its timer and listeners. */
  end(): void {
    for (const release of this.#release) release();
  }

  /** `start` gets what ends the wait, and returns its own undo. */
  #wait(start: (done: () => void) => () => void): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOver) return resolve();
      const done = (): void => {
        undo();
        stop();
        resolve();
      };
      const undo = this.onOver(done);
      const stop = start(done);
    });
  }
}
