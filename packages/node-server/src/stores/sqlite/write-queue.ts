import type { Database } from './database.ts';

/** An error, as it goes from one thread to another. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** Of SQLite, such as `SQLITE_BUSY`. */
  readonly code?: string | undefined;
}

/** What a job gave, or why it changed nothing. */
export type Outcome = { readonly value: unknown } | { readonly error: Failure };

interface Write {
  readonly job: () => unknown;
  readonly settle: (outcome: Outcome) => void;
  /** By `performance.now()`. */
  readonly at: number;
}

export interface WriteQueueOptions {
  /**
   * Milliseconds that a write waits for another process that holds the database.
   * @default 5,000
   */
  readonly busyTimeout?: number;
  /** Called after each commit: what it throws fails the writes that were committed. @default nothing */
  readonly afterCommit?: () => void;
}

/** Milliseconds between two tries while another process holds the database. */
const PAUSE = 5;

/** Writes in one transaction, at most. */
const MOST = 1_000;

/**
 * Commits what came in one turn of the event loop, or during the commit before, as one transaction, in the order in which it came.
 * A job that throws is taken back alone. It never blocks on another process that holds the database, so reads go on meanwhile.
 */
export class WriteQueue {
  readonly #database: Database;
  readonly #busyTimeout: number;
  readonly #afterCommit: (() => void) | undefined;
  readonly #writes: Write[] = [];
  /** Those that wait for the writes before them. */
  #reads: (() => void)[] = [];
  #isScheduled = false;
  /** Whether another process held the database at the last try. */
  #isHeld = false;

  constructor(database: Database, { busyTimeout = 5_000, afterCommit }: WriteQueueOptions = {}) {
    this.#database = database;
    this.#busyTimeout = busyTimeout;
    this.#afterCommit = afterCommit;
  }

  /** Resolves once the job is committed or has failed. Never rejects. */
  add(job: () => unknown): Promise<Outcome> {
    return new Promise((settle) => {
      this.#writes.push({ job, settle, at: performance.now() });
      this.#schedule(0);
    });
  }

  /** Runs a job that only reads: after the writes that were added before it, but at once where another process holds them up. */
  read(job: () => unknown): Outcome | Promise<Outcome> {
    if (this.#writes.length === 0 || this.#isHeld) return attempt(job);
    return new Promise((settle) => this.#reads.push(() => settle(attempt(job))));
  }

  #schedule(pause: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const run = (): void => {
      this.#isScheduled = false;
      this.#run();
    };
    if (pause > 0) setTimeout(run, pause);
    else setImmediate(run);
  }

  #run(): void {
    const failure = attempt(() => this.#database.exec('BEGIN IMMEDIATE'));
    this.#isHeld = isBusy(failure);
    if (this.#isHeld) this.#giveUpOverdue(failure);
    else {
      const writes = this.#writes.splice(0, MOST);
      const outcomes = 'error' in failure ? writes.map(() => failure) : this.#commit(writes);
      for (const [index, { settle }] of writes.entries()) settle(outcomes[index] as Outcome);
    }
    if (this.#writes.length === 0) this.#isHeld = false;
    else this.#schedule(this.#isHeld ? PAUSE : 0);
    const reads = this.#reads;
    this.#reads = [];
    for (const read of reads) read();
  }

  #commit(writes: readonly Write[]): Outcome[] {
    try {
      const outcomes = writes.map(({ job }) => this.#runAlone(job));
      this.#database.exec('COMMIT');
      this.#afterCommit?.();
      return outcomes;
    } catch (error) {
      // A full disk, for one, takes back the whole transaction.
      attempt(() => this.#database.exec('ROLLBACK'));
      return writes.map(() => failed(error));
    }
  }

  /** Throws where the transaction is lost. */
  #runAlone(job: () => unknown): Outcome {
    this.#database.exec('SAVEPOINT job');
    const outcome = attempt(job);
    if ('error' in outcome) this.#database.exec('ROLLBACK TO job');
    this.#database.exec('RELEASE job');
    return outcome;
  }

  #giveUpOverdue(outcome: Outcome): void {
    const overdue = performance.now() - this.#busyTimeout;
    const waiting = this.#writes.findIndex(({ at }) => at > overdue);
    for (const { settle } of this.#writes.splice(0, waiting === -1 ? this.#writes.length : waiting))
      settle(outcome);
  }
}

/** Runs a job at once, whatever it throws. One that gives a promise has failed: nothing would wait for it. */
export function attempt(job: () => unknown): Outcome {
  try {
    const value = job();
    if (!(value instanceof Promise)) return { value };
    value.catch(() => undefined);
    throw new TypeError('A job of a store must be synchronous: this one gave a promise.');
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Outcome {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error) } };
  const { name, message, code } = error as Failure;
  return { error: { name, message, code } };
}

function isBusy(outcome: Outcome): boolean {
  return 'error' in outcome && outcome.error.code?.startsWith('SQLITE_BUSY') === true;
}
