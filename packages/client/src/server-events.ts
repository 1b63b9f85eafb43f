import { type Contract, EventError, isReserved, ownValue, unifyBytes } from '@switchboard/contract';
import { checkEvent, checkSent, type ValidationMode } from './check.ts';
import { Listeners, reportFailure } from './listeners.ts';
import { assertSendable } from './outgoing.ts';
import type { SendLimits } from './send-limits.ts';
import type { Traffic } from './traffic.ts';
import { toWireValue } from './wire-value.ts';

export interface ServerEventsOptions {
  readonly contract: Contract;
  readonly limits: SendLimits;
  readonly traffic: Listeners<Traffic>;
  /** Of what arrives. */
  readonly events: ValidationMode;
  /** Of what leaves. */
  readonly answers: ValidationMode;
}

type Answer = (...answer: unknown[]) => void;

/** What the server sends: checked, reported to the observers, delivered to its listeners, and answered. */
export class ServerEvents {
  readonly #options: ServerEventsOptions;
  readonly #listeners = new Map<string, Listeners<unknown>>();

  constructor(options: ServerEventsOptions) {
    this.#options = options;
  }

  on(event: string, listener: (payload: unknown) => unknown): () => void {
    const listeners = this.#listeners.get(event) ?? new Listeners<unknown>();
    this.#listeners.set(event, listeners);
    return listeners.add(listener);
  }

  /** `args` is what came with the event; a function at its end takes the answer. Reserved events are ignored. */
  receive(event: string, args: unknown[]): void {
    if (isReserved(event)) return;
    const { contract, events: mode, traffic } = this.#options;
    const ack = typeof args.at(-1) === 'function' ? (args.pop() as Answer) : undefined;
    const raw = unifyBytes(args[0]);
    const { value, ...checked } =
      mode === 'off' ? { value: raw, issues: [] } : checkEvent(contract, event, raw);
    traffic.notify({ kind: 'event', at: Date.now(), event, payload: value, ...checked });
    if (mode === 'enforce' && checked.issues.length > 0) return;
    const results = this.#listeners.get(event)?.notify(value ?? null);
    if (ack && results) void this.#answer(event, results, ack);
  }

  /** Gives the server the first result that is an answer, in the order of the listeners; nothing if none is. */
  async #answer(event: string, results: readonly unknown[], ack: Answer): Promise<void> {
    for (const result of results) {
      const answer = await result;
      if (answer === undefined) continue;
      try {
        const value = this.#toAnswer(event, answer);
        return value === undefined ? ack() : ack(value);
      } catch (error) {
        reportFailure(error);
      }
    }
  }

  /** The answer as it goes on the wire. Throws an EventError if it does not fit, or is larger than the server takes. */
  #toAnswer(event: string, answer: unknown): unknown {
    const { answers: mode, contract } = this.#options;
    const schema = ownValue(contract.serverEventMap, event)?.response;
    const { value, issues } =
      schema && mode !== 'off' ? checkSent(schema, answer) : { value: answer, issues: [] };
    if (mode === 'enforce' && issues.length > 0) {
      const message = `The answer to "${event}" does not fit the contract.`;
      throw new EventError('BAD_REQUEST', { message, issues: [...issues] });
    }
    const wire = toWireValue(value);
    assertSendable(this.#options.limits.weigh([wire]));
    return wire;
  }
}
