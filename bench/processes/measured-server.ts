import { Child } from './child.ts';
import { COMPILED } from './compiled.ts';
import type { Variant } from './variant.ts';

export interface ServerSettings {
  /** Files in PEM; plain HTTP without them. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** How many events it declares. */
  readonly events?: number | undefined;
}

/** A server under measure, in a process of its own. */
export class MeasuredServer implements AsyncDisposable {
  readonly #child: Child;
  readonly port: number;

  private constructor(child: Child, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Resolves once it listens. */
  static async start(
    { entry, events: own }: Variant,
    { tls, events }: ServerSettings,
  ): Promise<MeasuredServer> {
    const declared = own ?? events;
    const child = new Child({
      entry,
      execArgv: ['--expose-gc', '--import', COMPILED.reportUsage],
      env: {
        ...(declared !== undefined && { BENCH_EVENTS: `${declared}` }),
        ...(tls && { BENCH_TLS: '1', BENCH_KEY: tls.key, BENCH_CERT: tls.cert }),
      },
    });
    try {
      const { port } = (await child.hear()) as { readonly port: number };
      return new MeasuredServer(child, port);
    } catch (error) {
      await child[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Microseconds of processor time, in user and system, that it has taken by now. */
  async cpu(): Promise<number> {
    return ((await this.#child.ask({ ask: 'cpu' })) as { readonly cpu: number }).cpu;
  }

  /** Collects what is young, and no more: a whole collection takes compiled code with it, which then counts as slower. */
  async tidy(): Promise<void> {
    await this.#child.ask({ ask: 'tidy' });
  }

  /** Bytes of its heap that are in use after a collection. */
  async heap(): Promise<number> {
    return ((await this.#child.ask({ ask: 'heap' })) as { readonly heap: number }).heap;
  }

  /** Microseconds of its processor time for so many calls without a network, and the last reply. */
  async call(event: string, payload: object, calls: number): Promise<{ cpu: number; reply: unknown }> {
    return (await this.#child.ask({ ask: 'call', event, payload, calls })) as { cpu: number; reply: unknown };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#child[Symbol.asyncDispose]();
  }
}
