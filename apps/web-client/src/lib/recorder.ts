import { type ConsoleContract, RAW } from '../contract/console-contract.ts';
import { contractById } from '../contract/contracts.ts';
import { type Answer, type CallEntry, type Entry, isOk } from './entry.ts';
import type { EntrySource } from './entry-source.ts';
import { entryWeight } from './entry-weight.ts';
import type { NamedClient } from './named-clients.ts';
import {
  type EntryRecord,
  fromRecord,
  newRecordingId,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type RecordedClient,
  type Recording,
  renumber,
  toRecord,
} from './recording.ts';
import { SecretMarks } from './recording-secrets.ts';
import { redactEntry } from './redact-entry.ts';

/** What a recording holds at most: entries, and bytes, roughly. */
export const RECORDING_LIMITS = { entries: 50_000, size: 50_000_000 };

/** What is noted of a client. */
export type Recordable = Pick<NamedClient, 'id' | 'name' | 'hue' | 'identity' | 'settings'>;

/** Clients that may come and go. */
export interface RecordableClients {
  subscribe(listener: () => void): () => void;
  getSnapshot(): readonly Recordable[];
}

export interface RecordedCounts {
  readonly calls: number;
  readonly events: number;
  /** Replies that are errors. */
  readonly errors: number;
  /** Bytes, roughly. */
  readonly size: number;
}

export type RecorderState =
  | { readonly status: 'idle' }
  | { readonly status: 'recording'; readonly startedAt: number; readonly counts: RecordedCounts };

export interface RecordOptions {
  readonly name: string;
  /**
   * Whether secrets stay in what clients send; those in replies and events never do.
   * @default false
   */
  readonly keepSecrets?: boolean;
  /** Gets the recording where it ends by itself, at its limits. */
  readonly onFull?: (recording: Recording) => void;
}

interface Run {
  readonly options: RecordOptions;
  readonly startedAt: number;
  /** By their ids in the log, in their order. */
  readonly entries: Map<number, Entry>;
  readonly statuses: Map<string, string>;
  readonly clients: Map<string, RecordedClient>;
  /** What each client was when it was first seen. */
  readonly first: Map<string, Recordable['identity']>;
  readonly stops: readonly (() => void)[];
  counts: RecordedCounts;
}

/** Collects the entries of a log, up to its limits. Lives as long as the page; makes one recording at a time. */
export class Recorder {
  readonly #log: Pick<EntrySource, 'onEntry'>;
  readonly #source: RecordableClients;
  readonly #limits: typeof RECORDING_LIMITS;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Set<() => void>();
  #run: Run | undefined;
  #state: RecorderState = { status: 'idle' };
  #scheduled = false;

  constructor(
    log: Pick<EntrySource, 'onEntry'>,
    source: RecordableClients,
    limits = RECORDING_LIMITS,
    schedule: (flush: () => void) => void = requestAnimationFrame,
  ) {
    this.#log = log;
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
    this.#run = {
      options,
      startedAt: Date.now(),
      entries: new Map(),
      statuses: new Map(),
      clients: new Map(),
      first: new Map(),
      stops: [this.#log.onEntry((entry) => this.#add(entry)), this.#source.subscribe(() => this.#look())],
      counts: { calls: 0, events: 0, errors: 0, size: 0 },
    };
    this.#look(true);
    this.#publish();
  }

  /** Ends the recording and returns it; `undefined` if there is none. */
  stop(): Recording | undefined {
    const run = this.#run;
    if (!run) return undefined;
    this.#run = undefined;
    for (const stop of run.stops) stop();
    this.#publish();
    return toRecording(run, this.#limitReached(run));
  }

  /** Notes who the clients become. */
  #look(atStart = false): void {
    const run = this.#run;
    if (!run) return;
    for (const client of this.#source.getSnapshot()) noteClient(run, client, atStart);
  }

  #add(entry: Entry): void {
    const run = this.#run;
    if (!run) return;
    const known = run.entries.get(entry.id);
    // The answer to a message from before the recording, or a step of a connection attempt.
    if (!known && ((entry.kind !== 'state' && entry.answer) || isRepeated(run, entry))) return;
    // Frames are whole packets, their secrets in the clear.
    const { frames: _, ...kept } = entry as CallEntry;
    const next = kept.answer ? { ...kept, answer: withoutFrames(kept.answer) } : kept;
    run.entries.set(entry.id, next as Entry);
    run.counts = count(run.counts, next as Entry, known);
    if (this.#limitReached(run) === undefined) this.#scheduleFlush();
    else this.#endFull(run);
  }

  #endFull({ options }: Run): void {
    const recording = this.stop();
    if (recording) options.onFull?.(recording);
  }

  #limitReached({ entries, counts }: Run): string | undefined {
    const { entries: most, size } = this.#limits;
    if (entries.size >= most)
      return `It ended by itself at ${most.toLocaleString('en')} entries, the most a recording holds.`;
    const megabytes = Math.round(size / 1_000_000);
    return counts.size >= size
      ? `It ended by itself at ${megabytes} MB, the most a recording holds.`
      : undefined;
  }

  #scheduleFlush(): void {
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
      ? { status: 'recording', startedAt: run.startedAt, counts: run.counts }
      : { status: 'idle' };
    for (const listener of this.#listeners) listener();
  }
}

function withoutFrames({ frames: _, ...answer }: Answer): Answer {
  return answer;
}

function isRepeated({ statuses }: Run, entry: Entry): boolean {
  if (entry.kind !== 'state') return false;
  const { status } = entry.state;
  const isSame = statuses.get(entry.clientId) === status;
  statuses.set(entry.clientId, status);
  return isSame;
}

function count(counts: RecordedCounts, entry: Entry, known: Entry | undefined): RecordedCounts {
  const isError = (one: Entry | undefined): boolean =>
    one?.kind === 'call' && one.answer !== undefined && !isOk(one.answer);
  return {
    calls: counts.calls + Number(!known && (entry.kind === 'call' || entry.kind === 'send')),
    events: counts.events + Number(!known && entry.kind === 'event'),
    errors: counts.errors + Number(isError(entry)) - Number(isError(known)),
    size: counts.size + entryWeight(entry) - (known ? entryWeight(known) : 0),
  };
}

function noteClient({ clients, first }: Run, client: Recordable, atStart: boolean): void {
  const { id, name, hue, identity, settings } = client;
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
    settings,
  });
}

function toRecording({ options, startedAt, entries, clients }: Run, cut: string | undefined): Recording {
  const marks = new SecretMarks();
  const seen = new Set([...entries.values()].map(({ clientId }) => clientId));
  const recordedClients = [...clients.values()]
    .filter(({ id }) => seen.has(id))
    .map((client): RecordedClient => {
      const { settings } = client;
      if (!settings || options.keepSecrets) return client;
      // Headers are texts, in which a mark has no place.
      return { ...client, settings: { ...settings, auth: marks.hideAll(settings.auth), headers: {} } };
    });
  const written: Entry[] = [];
  for (const entry of entries.values()) {
    try {
      written.push(toWritten(entry, marks, options.keepSecrets ?? false));
    } catch {
      // JSON has no form for it.
    }
  }
  const { name, version } = contractOf(recordedClients);
  const leftOut = entries.size - written.length;
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    id: newRecordingId(),
    name: options.name,
    startedAt,
    duration: Date.now() - startedAt,
    contract: { name, version },
    clients: recordedClients,
    entries: renumber(written),
    ...(cut !== undefined && { cut }),
    ...(leftOut > 0 && { leftOut }),
  };
}

/** The first contract that a client spoke. */
function contractOf(clients: readonly RecordedClient[]): ConsoleContract {
  const contracts = clients.map(({ settings }) => contractById(settings?.contract ?? ''));
  return contracts.find(({ isRaw }) => !isRaw) ?? contracts[0] ?? RAW;
}

/** The entry in its JSON form, with marks in the place of secrets. */
function toWritten(entry: Entry, marks: SecretMarks, keepSecrets: boolean): Entry {
  const shown = redactEntry(entry);
  const isKept = keepSecrets && entry.kind !== 'event';
  const compared = isKept ? { ...entry, ...('answer' in shown && { answer: shown.answer }) } : shown;
  const record = toRecord(entry);
  // Throws for what JSON has no word for.
  JSON.stringify(record);
  const hidden = marks.hide(record, shown === entry ? record : toRecord(compared as Entry));
  return fromRecord(hidden as EntryRecord);
}
