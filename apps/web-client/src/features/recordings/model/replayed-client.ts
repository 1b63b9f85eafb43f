import { createClient, stayLoggedIn } from '@switchboard/client';
import { type ClientInspection, inspectClient } from '@switchboard/client/devtools';
import { toJson } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { type ConsoleClient, LOGIN_EVENTS } from '../../../lib/identity.ts';
import type { RecordedClient } from '../../../lib/recording.ts';

/** How long a replay waits for a connection, in milliseconds. */
const CONNECT_PATIENCE = 10_000;

/** A client of a replay: a connection of its own, which remembers what it heard. */
export class ReplayedClient {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly client: ConsoleClient;
  readonly tools: ClientInspection;
  readonly #heard = new Map<string, unknown[]>();
  readonly #waiting = new Set<() => void>();
  readonly #close: AbortSignal;

  constructor({ id, name, hue }: RecordedClient, url: string, stop: AbortSignal) {
    this.id = id;
    this.name = name;
    this.hue = hue;
    this.#close = stop;
    this.client = createClient(contract, url, { autoConnect: false, validation: { replies: 'report' } });
    this.tools = inspectClient(this.client);
    this.client.observe((traffic) => {
      if (traffic.kind !== 'event') return;
      const payloads = this.#heard.get(traffic.event) ?? [];
      payloads.push(traffic.payload);
      this.#heard.set(traffic.event, payloads);
      this.#wake();
    });
    this.client.onState(() => this.#wake());
    // As in the console, a login serves the next handshake too.
    stayLoggedIn(this.client, LOGIN_EVENTS);
    stop.addEventListener('abort', () => this.#wake());
  }

  /** Says what is wrong if there is no connection in the end. */
  async connect(): Promise<string | undefined> {
    this.client.connect();
    await this.#until(() => ['connected', 'refused'].includes(this.client.state.status), CONNECT_PATIENCE);
    const { state } = this.tools;
    if (state.status === 'connected' || this.#close.aborted) return undefined;
    const reason = 'problem' in state && state.problem ? state.problem.explanation : 'no answer in time.';
    return `${this.name} could not connect: ${reason}`;
  }

  /** The payload of the nth event of a name, in its JSON form; `undefined` if it is not heard in time. */
  async hear(event: string, nth: number, patience: number): Promise<{ payload: unknown } | undefined> {
    await this.#until(() => this.#count(event) >= nth, patience);
    const payloads = this.#heard.get(event) ?? [];
    return payloads.length >= nth ? { payload: toJson(payloads[nth - 1] ?? null) } : undefined;
  }

  #count(event: string): number {
    return this.#heard.get(event)?.length ?? 0;
  }

  #until(isDone: () => boolean, patience: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      const check = (): void => {
        if (isDone() || this.#close.aborted) finish();
      };
      const timer = setTimeout(finish, patience);
      this.#waiting.add(check);
      check();
    });
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}
