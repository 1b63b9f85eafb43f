import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.ts';
import { COMPILED } from './compiled.ts';
import type { Variant } from './variant.ts';

export interface ServerSettings {
  /** Files in PEM; plain HTTP without them. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** How many events it declares. */
  readonly events?: number | undefined;
  /** Whether it is free to use every core. @default false */
  readonly onAllCores?: boolean | undefined;
}

/** A server under measure, in a process of its own. */
export class MeasuredServer implements AsyncDisposable {
  readonly #child: Child;
  readonly port: number;
  /** Its data and its log, until it is disposed of. */
  readonly folder: string;

  private constructor(child: Child, port: number, folder: string) {
    this.#child = child;
    this.port = port;
    this.folder = folder;
  }

  /** Resolves once it listens. */
  static async start(
    { entry, events: own, env }: Variant,
    { tls, events, onAllCores }: ServerSettings,
  ): Promise<MeasuredServer> {
    const declared = own ?? events;
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-measured-'));
    const child = new Child({
      entry,
      execArgv: ['--expose-gc', '--import', COMPILED.reportUsage],
      env: {
        DATA_DIR: folder,
        ...(declared !== undefined && { BENCH_EVENTS: `${declared}` }),
        ...(tls && { BENCH_TLS: '1', BENCH_KEY: tls.key, BENCH_CERT: tls.cert }),
        // The product's own names.
        ...(tls && { SSL_KEY: tls.key, SSL_CERT: tls.cert }),
        ...env,
      },
      log: join(folder, 'log'),
      onAllCores,
    });
    try {
      const { port } = (await child.hear()) as { readonly port: number };
      return new MeasuredServer(child, port, folder);
    } catch (error) {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.#child.pid;
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

  /** Ends it at once, as a crash would. */
  kill(): Promise<void> {
    return this.#child[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
