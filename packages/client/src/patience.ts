import { type ConnectionState, isClosed } from './connection-state.ts';

/** What a retried call must know of the connection; a client has it. */
export interface Link {
  readonly state: ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
}

/** How long a retried call goes on: until its time is over, its caller stops waiting, or no connection is coming. */
export class Patience {
  readonly #link: Link;
  readonly #deadline: number;
  readonly #over = new AbortController();
  readonly #release: (() => void)[];

  constructor(link: Link, timeout: number, signal: AbortSignal | undefined) {
    this.#link = link;
    this.#deadline = performance.now() + timeout;
    const end = (): void => this.#over.abort();
    const timer = setTimeout(end, timeout);
    signal?.addEventListener('abort', end);
    this.#release = [
      () => clearTimeout(timer),
      () => signal?.removeEventListener('abort', end),
      link.onState((state) => isClosed(state) && end()),
    ];
    if (signal?.aborted || isClosed(link.state)) end();
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
    return this.#over.signal.aborted;
  }

  /** Milliseconds. */
  get left(): number {
    return this.#deadline - performance.now();
  }

  /** Resolves once there is a connection, or patience is over. */
  untilConnected(): Promise<void> {
    return this.#wait((end) => this.#link.onState(() => this.isConnected && end()));
  }

  /** Resolves after so many milliseconds, or once patience is over. */
  pause(ms: number): Promise<void> {
    return this.#wait((end) => {
      const timer = setTimeout(end, ms);
      return () => clearTimeout(timer);
    });
  }

  /** Lets go of timer and listeners. */
  end(): void {
    for (const release of this.#release) release();
  }

  /** `start` is given what ends the wait, and returns its own undo. */
  #wait(start: (end: () => void) => () => void): Promise<void> {
    const { signal } = this.#over;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        signal.removeEventListener('abort', end);
        stop();
        resolve();
      };
      const stop = start(end);
      signal.addEventListener('abort', end);
    });
  }
}
