import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { StartError } from '../lifecycle/start-error.ts';
import { type Start, type ToPrimary, type ToWorker, unwrap, wrap } from './messages.ts';
import { restartDelay } from './restart-delay.ts';

export interface WorkerPoolOptions {
  readonly size: number;
  /** Makes the first message to a new worker. */
  readonly startMessage: (slot: number) => Start;
  /** Gets the messages of a worker that are not about its own start and end. */
  readonly onMessage: (message: ToPrimary, answer: (message: ToWorker) => void) => void;
  readonly onFailed: (slot: number) => void;
  readonly logger: Logger;
}

interface Member {
  readonly slot: number;
  readonly worker: Worker;
  readonly since: number;
  isListening: boolean;
  /** Whether another worker has its place, or gets it soon. */
  isReplaced: boolean;
  /** Why it did not start. */
  reason?: string;
}

/** Milliseconds that a worker must have lived so that earlier failures in its place no longer count. */
const STABLE = 60_000;

/** The workers of this primary. One that ends is replaced: at once, or later if others failed in its place just before. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #members = new Set<Member>();
  readonly #failures = new Map<number, number>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #isStarted = false;
  #isStopping = false;
  #isClean = true;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Resolves when all workers listen. If one cannot, all are ended, and its reason is thrown as a StartError. */
  async start(): Promise<void> {
    const slots = Array.from({ length: this.#options.size }, (_, index) => index + 1);
    try {
      await Promise.all(slots.map((slot) => this.#spawn(slot)));
      this.#isStarted = true;
    } catch (error) {
      await this.#end('SIGKILL');
      throw error;
    }
  }

  /** Sends the message to all workers that listen, and returns how many they are. */
  sendToAll(message: ToWorker): number {
    const listening = [...this.#members].filter(({ isListening }) => isListening);
    for (const { worker } of listening) send(worker, message);
    return listening.length;
  }

  /** Passes a signal on to all workers. */
  signal(signal: NodeJS.Signals): void {
    for (const { worker } of this.#members) worker.process.kill(signal);
  }

  /** Lets all workers drain and end. Resolves to whether each of them did so without a fault. */
  async stop(): Promise<boolean> {
    await this.#end('SIGTERM');
    return this.#isClean;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#isStopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    const ends = [...this.#members].map(
      ({ worker }) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
    );
    this.signal(signal);
    await Promise.all(ends);
  }

  /** Resolves when the worker listens, and rejects if it ends before. */
  #spawn(slot: number): Promise<void> {
    const worker = cluster.fork();
    const member: Member = { slot, worker, since: Date.now(), isListening: false, isReplaced: false };
    this.#members.add(member);
    worker.on('message', (received: unknown) => this.#onMessage(member, unwrap<ToPrimary>(received)));
    // A message could not be sent. If the worker has ended, 'exit' reports it.
    worker.on('error', (err) => this.#options.logger.warn({ slot, err }, 'A message did not reach a worker'));
    return new Promise((resolve, reject) => {
      worker.once('listening', () => {
        member.isListening = true;
        resolve();
      });
      worker.once('exit', (code, signal) => {
        this.#members.delete(member);
        this.#onEnded(member, code, signal);
        if (!this.#isStopping)
          reject(new StartError(member.reason ?? `Worker ${slot} ended before it could serve.`));
      });
    });
  }

  #onMessage(member: Member, message: ToPrimary | undefined): void {
    if (!message) return;
    const answer = (reply: ToWorker): void => send(member.worker, reply);
    if (message.type === 'hello') answer(this.#options.startMessage(member.slot));
    else if (message.type === 'cannot-start') member.reason = message.reason;
    else if (message.type === 'leaving') this.#replace(member, message.failed, {});
    else this.#options.onMessage(message, answer);
  }

  #onEnded(member: Member, code: number | null, signal: string | null): void {
    // A worker that does not serve yet has nothing to drain: the signal itself ends it.
    if (this.#isStopping) this.#isClean &&= code === 0 || !member.isListening;
    else this.#replace(member, code !== 0, { code, signal, reason: member.reason });
  }

  #replace(member: Member, failed: boolean, end: object): void {
    if (member.isReplaced || this.#isStopping || !this.#isStarted) return;
    member.isReplaced = true;
    const { slot, worker, since } = member;
    const before = Date.now() - since < STABLE ? (this.#failures.get(slot) ?? 0) : 0;
    const failures = failed ? before + 1 : 0;
    this.#failures.set(slot, failures);
    if (failed) this.#options.onFailed(slot);
    const delay = restartDelay(failures);
    const line = { slot, workerPid: worker.process.pid, ...end, failures, replacedInMs: delay };
    this.#options.logger[failed ? 'error' : 'info'](line, 'A worker goes and is replaced');
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      // A replacement that cannot start has ended, and is itself replaced.
      this.#spawn(slot).catch(() => undefined);
    }, delay);
    this.#pauses.add(pause);
  }
}

function send(worker: Worker, message: ToWorker): void {
  // A worker that has ended needs no message.
  worker.send(wrap(message), () => undefined);
}
