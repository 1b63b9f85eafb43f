import { type MessagePort, parentPort } from 'node:worker_threads';
import {
  closeDatabase,
  type Database,
  type DataDirLock,
  lockDataDir,
  openDatabase,
  openVolatileDatabase,
  probeDatabase,
  watchFile,
} from './database.ts';
import { postAll } from './post-all.ts';
import type { Jobs } from './sqlite-jobs.ts';
import { attempt, type Outcome, WriteQueue } from './write-queue.ts';

// Runs as a thread, so that the disk, and other processes that hold a database, never stop the event loop of the server.

/** What is `durable` is on the disk once it is committed; what is `volatile` is there as long as the machine is up. */
export type Durability = 'durable' | 'volatile';

export type Work =
  | { readonly do: 'lock'; readonly dataDir: string }
  | { readonly do: 'open'; readonly durability: Durability; readonly dataDir: string }
  | {
      readonly do: 'create';
      /** The module of its Jobs, and their name in it. */
      readonly module: string;
      readonly name: string;
      /** What the store is called from then on. */
      readonly store: string;
      readonly options: readonly unknown[];
    }
  | {
      readonly do: 'run';
      readonly store: string;
      readonly method: string;
      readonly args: readonly unknown[];
    }
  | { readonly do: 'check' }
  | { readonly do: 'close' };

/** Work on the database of this number. */
export type Request = { readonly id: number; readonly database: number } & Work;

export type Answer = { readonly id: number } & Outcome;

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

interface OpenDatabase {
  readonly database: Database;
  readonly writes: WriteQueue;
  readonly stores: Map<string, OpenStore>;
}

interface OpenStore {
  readonly methods: Methods;
  readonly writes: readonly string[];
}

const databases = new Map<number, OpenDatabase>();
const locks = new Map<number, DataDirLock>();
/** Of tsx. Where this file was not built, tsx runs it and all that it imports. */
let registering = import.meta.url.endsWith('.ts') ? Promise.resolve() : undefined;

function work({ database: number, ...request }: Request): Outcome | Promise<Outcome> {
  if (request.do === 'lock') return attempt(() => void locks.set(number, lockDataDir(request.dataDir)));
  if (request.do === 'open') return attempt(() => open(number, request));
  const found = databases.get(number);
  if (!found)
    return request.do === 'close'
      ? attempt(() => unlock(number))
      : { error: { name: 'Error', message: 'The database is closed.' } };
  const { database, writes, stores } = found;
  switch (request.do) {
    case 'create':
      return create(found, request);
    case 'run': {
      const { store, method, args } = request;
      const open = stores.get(store);
      const job = (): unknown => open?.methods[method]?.(...args);
      return open?.writes.includes(method) ? writes.add(job) : writes.read(job);
    }
    case 'check':
      return writes.add(() => probeDatabase(database));
    case 'close':
      databases.delete(number);
      return writes
        .add(() => undefined)
        .then(() =>
          attempt(() => {
            closeDatabase(database);
            unlock(number);
          }),
        );
  }
}

async function create(
  { database, writes, stores }: OpenDatabase,
  { module, name, store, options }: Extract<Work, { do: 'create' }>,
): Promise<Outcome> {
  let found: Record<string, Jobs<Methods, readonly unknown[]> | undefined>;
  try {
    if (module.endsWith('.ts')) await readsTypeScript();
    found = await import(module);
  } catch (error) {
    const reason = (error as Error).message.replaceAll(/\s+/g, ' ');
    return misuse(`The store "${name}" cannot be imported from ${module}: ${reason}`);
  }
  const jobs = found[name];
  if (!jobs)
    return misuse(`The store "${name}" is not exported by ${module}: its name must be that of the export.`);
  return writes.add(() => {
    const methods = jobs.create(database, ...options);
    stores.set(store, { methods, writes: jobs.writes });
    return Object.keys(methods);
  });
}

/**
 * Lets this thread, where it was built, import a module that was not, such as that of an application under development. Without tsx
 * it is up to Node, which reads TypeScript from 22.18 on.
 */
function readsTypeScript(): Promise<void> {
  registering ??= import('tsx/esm/api').then(
    ({ register }) => void register(),
    () => undefined,
  );
  return registering;
}

function misuse(message: string): Outcome {
  return { error: { name: 'TypeError', message } };
}

function open(number: number, { durability, dataDir }: Extract<Work, { do: 'open' }>): void {
  const database = durability === 'durable' ? openDatabase(dataDir) : openVolatileDatabase(dataDir);
  // Only while it is opened: the queue waits in its own way.
  database.exec('PRAGMA busy_timeout = 0');
  databases.set(number, {
    database,
    writes: new WriteQueue(database, { afterCommit: watchFile(database) }),
    stores: new Map(),
  });
}

function unlock(number: number): void {
  locks.get(number)?.release();
  locks.delete(number);
}

/** The answers of one turn of the event loop go together. */
class Answers {
  readonly #port: MessagePort;
  #ready: Answer[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
  }

  add(answer: Answer): void {
    if (this.#ready.length === 0) setImmediate(() => this.#send());
    this.#ready.push(answer);
  }

  #send(): void {
    const ready = this.#ready;
    this.#ready = [];
    postAll(this.#port, ready, ({ id }, error) => this.#port.postMessage([{ id, error }]));
  }
}

if (parentPort) {
  const answers = new Answers(parentPort);
  parentPort.on('message', (requests: readonly Request[]) => {
    for (const request of requests)
      void Promise.resolve(work(request)).then((outcome) => answers.add({ id: request.id, ...outcome }));
  });
}
