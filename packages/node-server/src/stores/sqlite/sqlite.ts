import { Worker } from 'node:worker_threads';
import { EventError } from '@switchboard/contract';
import { StartError } from '../../lifecycle/start-error.ts';
import { postAll } from './post-all.ts';
import type { Jobs } from './sqlite-jobs.ts';
import type { Answer, Durability, Request, Work } from './sqlite-thread.ts';

/** A database that a thread has open. What cannot be done is SERVICE_UNAVAILABLE, with its cause. */
export interface Sqlite {
  /** Makes the tables of a store, if need be. Rejects with a TypeError for options or a module that cannot be. */
  store<Store, Options extends readonly unknown[]>(
    jobs: Jobs<Store, Options>,
    ...options: Options
  ): Promise<Store>;
  /** Whether it can be written just now. */
  isUp(): Promise<boolean>;
  /** Resolves once everything that was asked before is done. */
  close(): Promise<void>;
}

export interface SqliteOptions {
  /**
   * Whether the folder is this database's alone, until it is closed: another one that wants that rejects with a StartError.
   * @default false
   */
  readonly lock?: boolean;
}

/**
 * Opens a database of the data folder, making both if need be. Rejects with a StartError if the folder cannot be used.
 */
export async function openSqlite(
  dataDir: string,
  durability: Durability,
  { lock = false }: SqliteOptions = {},
): Promise<Sqlite> {
  const thread = threadOf(durability);
  const database = thread.nextDatabase();
  const ask = (work: Work): Promise<unknown> =>
    thread.ask({ database, ...work }).catch((cause: Error) => {
      if (cause.name === 'TypeError') throw new TypeError(cause.message);
      throw new EventError('SERVICE_UNAVAILABLE', { message: 'The store is not available.', cause });
    });
  const start = (work: Work): Promise<unknown> =>
    thread.ask({ database, ...work }).catch(async ({ message }: Error) => {
      await thread.ask({ database, do: 'close' });
      throw new StartError(message);
    });
  if (lock) await start({ do: 'lock', dataDir });
  await start({ do: 'open', durability, dataDir });
  return {
    store: async ({ module, name }, ...options) => {
      const store = `${module}#${name}`;
      const methods = (await ask({ do: 'create', module, name, store, options })) as string[];
      const run =
        (method: string) =>
        (...args: unknown[]) =>
          ask({ do: 'run', store, method, args });
      return Object.fromEntries(methods.map((method) => [method, run(method)])) as never;
    },
    isUp: () =>
      ask({ do: 'check' }).then(
        () => true,
        () => false,
      ),
    close: async () => void (await ask({ do: 'close' })),
  };
}

/** One thread for each durability, so that what is not waited for does not wait for the disk. */
const threads = new Map<Durability, Thread>();

function threadOf(durability: Durability): Thread {
  const running = threads.get(durability);
  if (running) return running;
  const thread = new Thread(durability);
  threads.set(durability, thread);
  return thread;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The thread, and what it was asked. What is asked in one turn of the event loop goes together. */
class Thread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #requests: Request[] = [];
  #lastId = 0;
  #lastDatabase = 0;

  constructor(name: string) {
    this.#worker = start(name);
    // Only what is asked keeps the process alive.
    this.#worker.unref();
    this.#worker.on('message', (answers: readonly Answer[]) => this.#settle(answers));
    // An error in the thread itself is listened to by nobody, and so ends the process.
  }

  nextDatabase(): number {
    this.#lastDatabase += 1;
    return this.#lastDatabase;
  }

  /** Rejects with what the database said. */
  ask(request: { readonly database: number } & Work): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    if (this.#pending.size === 0) this.#worker.ref();
    if (this.#requests.length === 0) setImmediate(() => this.#send());
    this.#requests.push({ id, ...request });
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #send(): void {
    const requests = this.#requests;
    this.#requests = [];
    postAll(this.#worker, requests, ({ id }, error) => this.#settle([{ id, error }]));
  }

  #settle(answers: readonly Answer[]): void {
    for (const answer of answers) {
      const pending = this.#pending.get(answer.id);
      this.#pending.delete(answer.id);
      if ('error' in answer) pending?.reject(Object.assign(new Error(answer.error.message), answer.error));
      else pending?.resolve(answer.value);
    }
    if (this.#pending.size === 0) this.#worker.unref();
  }
}

/** In production what was built; the source needs tsx, in a thread as in the process. */
function start(name: string): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./sqlite-thread.js', import.meta.url), { name, execArgv: [] });
  const [tsx, source] = ['tsx/esm/api', './sqlite-thread.ts'].map((path) =>
    JSON.stringify(import.meta.resolve(path)),
  );
  const code = `import(${tsx}).then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(code, { name, eval: true, execArgv: ['--conditions=@switchboard/source'] });
}
