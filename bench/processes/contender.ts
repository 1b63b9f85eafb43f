import type { WorkName } from '../load/work.ts';
import { Load } from './load.ts';
import { MeasuredServer, type ServerSettings } from './measured-server.ts';
import type { Variant } from './variant.ts';

/** Of a turn, before what counts: what was put away while others had theirs comes back. */
const WARM_UP = 0.25;

/** What one call took. */
export interface CallTimes {
  /** Microseconds of the server's processor time. */
  readonly cpu: number;
  /** Microseconds from one reply to the next. */
  readonly apart: number;
  /** Milliseconds from the call to its reply. */
  readonly p99: number;
  /** How many there were, with those before what counts. */
  readonly made: number;
}

/** One alternative of a measure: its server, and the load for it. */
export class Contender implements AsyncDisposable {
  readonly variant: Variant;
  readonly server: MeasuredServer;
  readonly load: Load;
  readonly #isSecure: boolean;

  private constructor(variant: Variant, server: MeasuredServer, settings: ServerSettings) {
    this.variant = variant;
    this.server = server;
    this.load = new Load(settings);
    this.#isSecure = settings.tls !== undefined;
  }

  static async start(variant: Variant, settings: ServerSettings = {}): Promise<Contender> {
    const server = await MeasuredServer.start(variant, settings);
    return new Contender(variant, server, settings);
  }

  /** Opens so many connections more, from this load or from another one. */
  async connect(connections: number, load = this.load): Promise<void> {
    const address = { port: this.server.port, tls: this.#isSecure };
    await load.ask('open', { address, flavour: this.variant.flavour, connections });
  }

  async disconnect(): Promise<void> {
    await this.load.ask('close', {});
  }

  /** Microseconds of the server's processor time per acknowledged call. Rejects if a reply was wrong. */
  async costOfCall(calls: number, inFlight: number, work: WorkName): Promise<number> {
    return (await this.timesOfCall(calls, inFlight, work)).cpu;
  }

  /** The same, with what the clock showed. */
  async timesOfCall(calls: number, inFlight: number, work: WorkName): Promise<CallTimes> {
    let times = { apart: 0, p99: 0 };
    let made = 0;
    const cpu = await this.#cost(async (share) => {
      const some = Math.ceil(calls * share);
      const { wrong, example, seconds, p99 } = await this.load.ask('calls', { calls: some, inFlight, work });
      if (wrong > 0) throw new Error(`${this.variant.name} gave ${wrong} wrong replies, first ${example}`);
      made += some;
      times = { apart: (seconds * 1_000_000) / some, p99 };
    });
    return { cpu: cpu / calls, made, ...times };
  }

  /** Microseconds of the server's processor time per delivered event. Rejects if an event was wrong. */
  async costOfDelivery(bursts: number, count: number): Promise<number> {
    let delivered = 0;
    const cpu = await this.#cost(async (share) => {
      const result = await this.load.ask('bursts', { bursts: Math.ceil(bursts * share), count });
      if (result.wrong > 0) throw new Error(`${this.variant.name} sent ${result.wrong} wrong events.`);
      delivered = result.delivered;
    });
    return cpu / delivered;
  }

  /** Bytes of the server's heap after a collection. */
  heap(): Promise<number> {
    return this.server.heap();
  }

  async #cost(run: (share: number) => Promise<void>): Promise<number> {
    await run(WARM_UP);
    // What was there before must not be collected on this account.
    await this.server.tidy();
    const before = await this.server.cpu();
    await run(1);
    return (await this.server.cpu()) - before;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.server[Symbol.asyncDispose](), this.load[Symbol.asyncDispose]()]);
  }
}
