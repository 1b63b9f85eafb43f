import type { NamedClient } from '../clients/named-client.ts';
import { contractById, mainContract } from '../contract/contracts.ts';
import { pacedFrames, Snapshot } from '../lib/listeners.ts';
import { newId } from '../lib/storage.ts';
import type { ConnectionSettings } from '../links/connection-settings.ts';
import { SHELL } from '../texts/shell.ts';
import { type Entry, isOk } from '../traffic/entry.ts';
import { entryWeight } from '../traffic/entry-weight.ts';
import { hideInEntry } from '../traffic/hide-in-entry.ts';
import { redactForOthers, withoutFrames } from '../traffic/redact-entry.ts';
import { renumber } from '../traffic/renumber.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import {
  countEntries,
  fromRecord,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type RecordedClient,
  type Recording,
  toRecord,
} from './recording.ts';
import { hideSettings, SecretMarks, toRecordedSettings } from './recording-secrets.ts';

/** What a recording holds at most: entries, and bytes, roughly. */
export const RECORDING_LIMITS = { entries: 50_000, size: 50_000_000 };

/** Milliseconds between two looks of the page at the counts. */
const PAINT_INTERVAL = 100;

export type Recordable = Pick<NamedClient, 'id' | 'name' | 'hue' | 'identity' | 'settings'>;

interface RecordableClients {
  subscribe(listener: () => void): () => void;
  getSnapshot(): readonly Recordable[];
}

interface RecordedCounts {
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
  /** The clients that sent or heard something: they keep the settings with which they did so first. */
  readonly spoken: Set<string>;
  /** All settings that clients had. */
  readonly settings: Set<ConnectionSettings>;
  readonly stops: readonly (() => void)[];
  size: number;
}

/** Collects the entries of a log, up to its limits. Lives as long as the page; makes one recording at a time. */
export class Recorder {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => RecorderState;
  readonly #log: Pick<TrafficLog, 'onEntry'>;
  readonly #source: RecordableClients;
  readonly #limits: typeof RECORDING_LIMITS;
  readonly #state: Snapshot<RecorderState>;
  #run: Run | undefined;

  constructor(
    log: Pick<TrafficLog, 'onEntry'>,
    source: RecordableClients,
    limits = RECORDING_LIMITS,
    schedule: (flush: () => void) => void = pacedFrames(PAINT_INTERVAL),
  ) {
    this.#log = log;
    this.#source = source;
    this.#limits = limits;
    this.#state = new Snapshot(() => stateOf(this.#run), schedule);
    this.subscribe = this.#state.subscribe;
    this.getSnapshot = this.#state.get;
  }

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
      spoken: new Set(),
      settings: new Set(),
      stops: [this.#log.onEntry((entry) => this.#add(entry)), this.#source.subscribe(() => this.#look())],
      size: 0,
    };
    this.#look(true);
    this.#state.flush();
  }

  /** Ends the recording and returns it; `undefined` if there is none. */
  stop(): Recording | undefined {
    const run = this.#run;
    if (!run) return undefined;
    this.#run = undefined;
    for (const stop of run.stops) stop();
    this.#state.flush();
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
    if (entry.kind !== 'state') run.spoken.add(entry.clientId);
    const kept = keptPart(entry);
    run.entries.set(entry.id, kept);
    run.size += entryWeight(kept) - (known ? entryWeight(known) : 0);
    if (this.#limitReached(run) === undefined) this.#state.changed();
    else this.#endFull(run);
  }

  #endFull({ options }: Run): void {
    const recording = this.stop();
    if (recording) options.onFull?.(recording);
  }

  #limitReached({ entries, size }: Run): string | undefined {
    const limits = this.#limits;
    if (entries.size >= limits.entries)
      return SHELL.recordingFull(`${limits.entries.toLocaleString('en')} entries`);
    const megabytes = Math.round(limits.size / 1_000_000);
    return size >= limits.size ? SHELL.recordingFull(`${megabytes} MB`) : undefined;
  }
}

function stateOf(run: Run | undefined): RecorderState {
  if (!run) return { status: 'idle' };
  const { startedAt, size } = run;
  const entries = [...run.entries.values()];
  const errors = entries.filter((entry) => entry.kind === 'call' && entry.answer && !isOk(entry.answer));
  const counts = { ...countEntries(entries), errors: errors.length, size };
  return { status: 'recording', startedAt, counts };
}

function keptPart(entry: Entry): Entry {
  if (entry.kind === 'state') return entry;
  const kept = withoutFrames(entry) as typeof entry;
  if (!kept.answer) return kept;
  return { ...kept, answer: withoutFrames(kept.answer) };
}

function isRepeated({ statuses }: Run, entry: Entry): boolean {
  if (entry.kind !== 'state') return false;
  const { status } = entry.state;
  const isSame = statuses.get(entry.clientId) === status;
  statuses.set(entry.clientId, status);
  return isSame;
}

function noteClient(run: Run, client: Recordable, atStart: boolean): void {
  const { clients, first } = run;
  const { id, name, hue, identity, settings } = client;
  if (!first.has(id)) first.set(id, identity);
  const before = clients.get(id);
  const taken = identity?.user && identity !== first.get(id) ? [identity.user.name] : [];
  run.settings.add(settings);
  const startedAs = atStart ? identity?.user?.name : before?.startedAs;
  clients.set(id, {
    id,
    name,
    hue,
    identities: [...new Set([...(before?.identities ?? []), ...taken])],
    ...(startedAs !== undefined && { startedAs }),
    settings: (run.spoken.has(id) && before?.settings) || settings,
  });
}

function toRecording(run: Run, cut: string | undefined): Recording {
  const { options, startedAt, entries, clients } = run;
  const { name, keepSecrets = false } = options;
  const marks = new SecretMarks();
  const seen = new Set([...entries.values()].map(({ clientId }) => clientId));
  const recordedClients = [...clients.values()]
    .filter(({ id }) => seen.has(id))
    .map((client): RecordedClient => {
      if (!client.settings) return client;
      const settings = toRecordedSettings(client.settings);
      return { ...client, settings: keepSecrets ? settings : hideSettings(settings, marks) };
    });
  // A client that moved may have said the secrets of all its settings.
  if (!keepSecrets) for (const settings of run.settings) hideSettings(toRecordedSettings(settings), marks);
  const parts = [...entries.values()].flatMap((entry) => {
    try {
      return [toParts(entry, keepSecrets)];
    } catch {
      // JSON has no form for it.
      return [];
    }
  });
  // What turns out to be a secret is one in the entries before, too.
  for (const { written, shown } of parts) marks.learn(written, shown);
  const hide = (value: unknown, shown: unknown): unknown => marks.hide(value, shown);
  const written = parts.map((part) => hideInEntry(part.written, part.shown, hide));
  const contract = mainContract(
    recordedClients.map(({ settings }) => contractById(settings?.contract ?? '')),
  );
  const leftOut = entries.size - written.length;
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    id: newId(),
    name,
    startedAt,
    // The clock may have been set back meanwhile.
    duration: Math.max(0, Date.now() - startedAt),
    contract: { name: contract.name, version: contract.version },
    clients: recordedClients,
    entries: renumber(written),
    ...(cut !== undefined && { cut }),
    ...(leftOut > 0 && { leftOut }),
  };
}

/** The entry in its JSON form, with its secrets and without them. */
function toParts(entry: Entry, keepSecrets: boolean): { written: Entry; shown: Entry } {
  const open = redactForOthers(entry);
  // What its client sent: the arguments of a call, the answer to an event.
  const sent = entry.kind === 'event' ? 'answer' : 'args';
  const shown = keepSecrets && sent in entry ? { ...open, [sent]: Reflect.get(entry, sent) } : open;
  const written = fromRecord(toRecord(entry));
  return { written, shown: open === entry ? written : fromRecord(toRecord(shown as Entry)) };
}
