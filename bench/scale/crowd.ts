import { latenciesOf } from '../load/latencies.ts';
import type { ChatOptions } from '../load/run-chat.ts';
import { Load } from '../processes/load.ts';

/** Members of the room in which the fan-out is measured: as many as the chat lets into a room. */
export const HALL = 100;
/** Members of every other room. */
export const MEMBERS = 10;
/** Connections from one address: what the server lets in by default. */
const PER_ADDRESS = 1_000;

export interface Chat {
  readonly posts: number;
  readonly deliveries: number;
  /** Milliseconds until a message is acknowledged. */
  readonly acknowledged: number;
  /** Milliseconds until the last of the room has it. */
  readonly delivered: number;
}

export interface CrowdOptions {
  readonly ports: readonly number[];
  readonly tls: boolean;
  /** Processes beside the one whose connections are in the hall. */
  readonly processes: number;
}

/** Connections of several processes, from several addresses, in even parts to all ports. All that share a room share a process. */
export class Crowd implements AsyncDisposable {
  readonly #options: CrowdOptions;
  readonly #loads: readonly Load[];
  readonly #open: number[];
  #total = 0;
  #growths = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.#loads = Array.from({ length: options.processes + 1 }, () => new Load({ onAllCores: true }));
    this.#open = this.#loads.map(() => 0);
  }

  /** Opens connections until there are so many, a multiple of ten. */
  async growTo(connections: number): Promise<void> {
    const tens = Math.max(0, connections - HALL) / MEMBERS;
    const others = this.#loads.length - 1;
    const opened = this.#loads.map(async (load, index) => {
      const share =
        index === 0
          ? Math.min(connections, HALL)
          : (Math.floor(tens / others) + (index <= tens % others ? 1 : 0)) * MEMBERS;
      const missing = share - (this.#open[index] as number);
      this.#open[index] = share;
      const { ports } = this.#options;
      for (const [place, port] of ports.entries())
        await this.#openSome(load, port, Math.floor((missing + place) / ports.length));
    });
    await Promise.all(opened);
  }

  async #openSome(load: Load, port: number, connections: number): Promise<void> {
    for (let left = connections; left > 0; ) {
      const some = Math.min(left, PER_ADDRESS - (this.#total % PER_ADDRESS));
      const from = addressOf(Math.floor(this.#total / PER_ADDRESS));
      this.#total += some;
      left -= some;
      const address = { port, tls: this.#options.tls, from };
      await load.ask('open', { address, flavour: 'socket.io', connections: some });
    }
  }

  /** Has those who are new log in and join rooms of ten, and the first hundred join the hall. */
  async enter(): Promise<void> {
    this.#growths += 1;
    await Promise.all(
      this.#loads.map((load, index) =>
        load.ask('enter', { rooms: `r${index}-${this.#growths}`, members: MEMBERS }),
      ),
    );
    await this.#loads[0]?.ask('join', { room: 'hall' });
  }

  /** Everyone posts to the room of ten. */
  chat(options: ChatOptions): Promise<Chat> {
    return this.#post(this.#loads, options);
  }

  /** The members of the hall post to it. */
  fanOut(seconds: number, perSecond: number): Promise<Chat> {
    const pace = ((this.#open[0] as number) * 1_000) / perSecond;
    return this.#post(this.#loads.slice(0, 1), { seconds, pace, room: 'hall' });
  }

  async #post(loads: readonly Load[], options: ChatOptions): Promise<Chat> {
    const results = await Promise.all(loads.map((load) => load.ask('chat', options)));
    const acknowledged = results.flatMap((result) => result.acknowledged);
    return {
      posts: acknowledged.length,
      deliveries: results.reduce((sum, result) => sum + result.deliveries, 0),
      acknowledged: latenciesOf(acknowledged).p99,
      delivered: latenciesOf(results.flatMap((result) => result.delivered)).p99,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#loads.map((load) => load[Symbol.asyncDispose]()));
  }
}

/** One of the loopback range, not the one that the servers listen on. */
function addressOf(index: number): string {
  return `127.0.${Math.floor(index / 250)}.${2 + (index % 250)}`;
}
