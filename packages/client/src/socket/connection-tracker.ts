import { Listeners } from '../listeners.ts';
import { type ConnectionProblem, type ConnectionState, isClosed } from './connection-state.ts';

type Connected = Extract<ConnectionState, { status: 'connected' }>;

/** The state that a connection is in, and how it follows from what happens to it. */
export class ConnectionTracker {
  readonly #listeners = new Listeners<ConnectionState>();
  #state: ConnectionState = { status: 'disconnected', since: Date.now() };

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#listeners.add(listener);
  }

  connecting(): void {
    this.#change({ status: 'connecting', since: Date.now(), attempt: 1 });
  }

  tryingAgain(): void {
    const state = this.#state;
    if (state.status !== 'connecting' && state.status !== 'reconnecting') return;
    this.#change({ ...state, attempt: state.attempt + 1 });
  }

  connected(connection: Omit<Connected, 'status'>): void {
    this.#change({ status: 'connected', ...connection });
  }

  disconnected(): void {
    if (this.#state.status !== 'disconnected') this.#change({ status: 'disconnected', since: Date.now() });
  }

  /** `isTriedAgain` by itself; otherwise it is over until `connecting()`. */
  failed(problem: ConnectionProblem, isTriedAgain: boolean): void {
    const state = this.#state;
    const since = Date.now();
    if (!isTriedAgain) this.#change({ status: 'refused', since, problem });
    else if (state.status === 'connecting' || state.status === 'reconnecting')
      this.#change({ ...state, problem });
    else this.#change({ status: 'reconnecting', since, attempt: 0, problem });
  }

  /** Takes over what others did to the socket, of which it says nothing: opened it, or stopped trying. */
  follow(isActive: boolean): void {
    if (isActive !== isClosed(this.#state)) return;
    this.#state = isActive
      ? { status: 'connecting', since: Date.now(), attempt: 1 }
      : { status: 'disconnected', since: Date.now() };
  }

  #change(state: ConnectionState): void {
    this.#state = state;
    this.#listeners.notify(state);
  }
}
