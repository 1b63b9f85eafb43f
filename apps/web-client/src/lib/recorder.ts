import { contract } from '@switchboard/events';
import type { NamedClient } from './named-clients.ts';
import {
  newRecordingId,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type RecordedClient,
  type Recording,
} from './recording.ts';
import { RecordingTape, type TapeCounts, type TapeLimits } from './recording-tape.ts';

const RECORDING_LIMITS: TapeLimits = { entries: 50_000, size: 50_000_000 };

/** What can be recorded of a client. */
export type Recordable = Pick<NamedClient, 'id' | 'name' | 'hue' | 'client' | 'tools' | 'identity'>;

/** Clients that may come and go. */
export interface RecordableClients {
  subscribe(listener: () => void): () => void;
  getSnapshot(): readonly Recordable[];
}

export type RecorderState =
  | { readonly status: 'idle' }
  | { readonly status: 'recording'; readonly startedAt: number; readonly counts: TapeCounts };

export interface RecordOptions {
  readonly name: string;
  /**
   * Whether secrets stay in what clients send.
   * @default false
   */
  readonly keepSecrets?: boolean;
  /** Gets the recording where it ends by itself, at its limits. */
  readonly onFull?: (recording: Recording) => void;
}

interface Run {
  readonly options: RecordOptions;
  readonly startedAt: number;
  readonly tape: RecordingTape;
  readonly clients: Map<string, RecordedClient>;
  /** What each client was when it was first seen. */
  readonly first: Map<string, Recordable['identity']>;
  readonly heard: Map<Recordable['client'], () => void>;
  readonly leave: () => void;
}

/**
 * Records what clients send, get and hear, from their own traffic: nothing is lost at any rate, up to the limits.
 * Lives as long as the page; one recording at a time.
 */
export class Recorder {
  readonly #source: RecordableClients;
  readonly #limits: TapeLimits;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #run: Run | undefined;
  #state: RecorderState = { status: 'idle' };
  #scheduled = false;

  constructor(
    source: RecordableClients,
    limits = RECORDING_LIMITS,
    schedule: (flush: () => void) => void = requestAnimationFrame,
  ) {
    this.#source = source;
    this.#limits = limits;
    this.#schedule = (flush) => schedule(flush);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes at most once a frame while it records. */
  readonly getSnapshot = (): RecorderState => this.#state;

  /** Does nothing while it records. */
  start(options: RecordOptions): void {
    if (this.#run) return;
    const startedAt = Date.now();
    const keepSecrets = options.keepSecrets ?? false;
    this.#run = {
      options,
      startedAt,
      tape: new RecordingTape({ startedAt, limits: this.#limits, keepSecrets }),
      clients: new Map(),
      first: new Map(),
      heard: new Map(),
      leave: this.#source.subscribe(() => this.#look()),
    };
    this.#look(true);
    this.#publish();
  }

  /** Ends the recording and gives it back; `undefined` if there is none. */
  stop(): Recording | undefined {
    const run = this.#run;
    if (!run) return undefined;
    this.#run = undefined;
    run.leave();
    for (const leave of run.heard.values()) leave();
    this.#publish();
    return toRecording(run);
  }

  /** Hears clients that are new, and notes who they become. */
  #look(atStart = false): void {
    const run = this.#run;
    if (!run) return;
    for (const entry of this.#source.getSnapshot()) {
      if (!run.heard.has(entry.client)) this.#hear(run, entry);
      noteClient(run, entry, atStart);
    }
  }

  #hear({ heard, tape }: Run, { id, client, tools }: Recordable): void {
    const leaveTraffic = client.observe((traffic) => {
      tape.addTraffic(id, traffic);
      this.#added(tape);
    });
    const leaveState = tools.onState((state) => {
      tape.addState(id, state);
      this.#added(tape);
    });
    heard.set(client, () => {
      leaveTraffic();
      leaveState();
    });
  }

  #added(tape: RecordingTape): void {
    if (tape.full !== undefined && this.#run) {
      const { onFull } = this.#run.options;
      const recording = this.stop();
      if (recording) onFull?.(recording);
      return;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      if (this.#run) this.#publish();
    });
  }

  #publish(): void {
    const run = this.#run;
    this.#state = run
      ? { status: 'recording', startedAt: run.startedAt, counts: run.tape.counts }
      : { status: 'idle' };
    for (const listener of this.#listeners) listener();
  }
}

function noteClient({ clients, first }: Run, entry: Recordable, atStart: boolean): void {
  const { id, name, hue, identity } = entry;
  if (!first.has(id)) first.set(id, identity);
  const before = clients.get(id);
  const taken = identity?.user && identity !== first.get(id) ? [identity.user.name] : [];
  const startedAs = atStart ? identity?.user?.name : before?.startedAs;
  clients.set(id, {
    id,
    name,
    hue,
    identities: [...new Set([...(before?.identities ?? []), ...taken])],
    ...(startedAs !== undefined && { startedAs }),
  });
}

function toRecording({ options, startedAt, tape, clients }: Run): Recording {
  const seen = new Set(tape.entries.map(({ client }) => client));
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    id: newRecordingId(),
    name: options.name,
    startedAt,
    duration: Date.now() - startedAt,
    contract: { name: contract.name, version: contract.version },
    clients: [...clients.values()].filter(({ id }) => seen.has(id)),
    entries: tape.entries,
    ...(tape.full !== undefined && { cut: tape.full }),
    ...(tape.leftOut > 0 && { leftOut: tape.leftOut }),
  };
}
