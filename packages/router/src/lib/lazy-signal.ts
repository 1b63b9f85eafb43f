import { setMaxListeners } from 'node:events';

/** How the router learns that a caller has gone. An AbortSignal is one. */
export interface EndSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How far the causes of an error are followed. */
const MAX_CAUSES = 8;

/**
 * An AbortController and its signal in one, for calls and connections, of which there are many. The AbortSignal itself costs
 * more than a whole call, so it is made when it is read.
 */
export class LazySignal implements EndSignal {
  #parent: EndSignal | undefined;
  readonly #reasonOfParent: (() => unknown) | undefined;
  #reason: unknown;
  #aborted = false;
  #listeners: Set<() => void> | undefined;
  #controller: AbortController | undefined;
  #onParentAbort: (() => void) | undefined;

  /** `reasonOfParent` makes what it is aborted with when the parent is. */
  constructor(parent?: EndSignal, reasonOfParent?: () => unknown) {
    this.#parent = parent;
    this.#reasonOfParent = reasonOfParent;
  }

  get aborted(): boolean {
    if (!this.#aborted && this.#parent?.aborted) this.#abortWithParent();
    return this.#aborted;
  }

  /** What it was aborted with. */
  get reason(): unknown {
    return this.#reason;
  }

  /** The same as an AbortSignal. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      this.#follow();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** From now on it is no longer aborted with its parent. */
  release(): void {
    if (this.#onParentAbort) this.#parent?.removeEventListener('abort', this.#onParentAbort);
    this.#parent = undefined;
  }

  /** Only the first time counts. */
  abort(reason?: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.#reason;
  }

  /** Whether an error is what it was aborted with, or was caused by it, as the AbortError of a Node function is. */
  isReasonOf(error: unknown): boolean {
    if (!this.aborted) return false;
    let cause = error;
    for (let depth = 0; depth < MAX_CAUSES && cause !== this.#reason; depth++) cause = causeOf(cause);
    return cause === this.#reason;
  }

  /** Each listener is called once: at once where it is aborted already. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#follow();
    if (this.#aborted) {
      listener();
      return;
    }
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Listens to the parent, which only a signal that has listeners itself needs. */
  #follow(): void {
    if (this.aborted || !this.#parent || this.#onParentAbort) return;
    this.#onParentAbort = () => this.#abortWithParent();
    // Many calls may share it, and Node warns of a leak above ten listeners.
    if (this.#parent instanceof AbortSignal) setMaxListeners(0, this.#parent);
    this.#parent.addEventListener('abort', this.#onParentAbort);
  }

  #abortWithParent(): void {
    this.abort(this.#reasonOfParent?.());
  }
}

function causeOf(error: unknown): unknown {
  try {
    return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  } catch {
    return undefined; // A Proxy that was revoked, or whose handler throws.
  }
}
