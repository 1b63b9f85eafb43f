import { errorMessage } from '../../../lib/in-words.ts';
import { pause } from '../../../lib/pause.ts';
import type { LinkAnswer, ReceivedMessage, SendOptions } from '../../../links/link.ts';
import { RECORDING_LIMITS, Recorder } from '../../../recordings/recorder.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { toMarked } from '../../../recordings/recording-marks.ts';
import { CLIENTS } from '../../../texts/clients.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import { answerValueOf, type CallEntry, type EventEntry, payloadOf } from '../../../traffic/entry.ts';
import { TrafficLog } from '../../../traffic/traffic-log.ts';
import { findGivenValues, type GivenValue, readGivenValue } from './given-values.ts';
import { connectedFirst, isSentMoment, type Moment, momentsOf, timeOf } from './moments.ts';
import { LAST_PATIENCE, ReplayedClient } from './replayed-client.ts';
import { fillPayload, type Replacements } from './substitutions.ts';

export type Pace = 'fast' | 'recorded';

export interface ReplayOptions extends Replacements {
  /** The server of clients that name none. */
  readonly url: string;
  /** As fast as the order allows, or with the pauses of the recording. */
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Replay {
  /** The same clients doing the same again, recorded. */
  readonly recording: Recording;
  /** Which texts of the recording became which in this run. */
  readonly replaced: ReadonlyMap<string, string>;
  /** How many of its events came first, while the clients that are connected from the start were greeted. */
  readonly greetings: number;
  /** What went wrong, in words. */
  readonly problems: readonly string[];
  readonly stopped: boolean;
}

/** How long an event may take that came in the recording, in milliseconds. */
const EVENT_PATIENCE = 2_000;
const CALL_TIMEOUT = 10_000;
/** Beyond what a timer can hold nobody replays at the recorded pace. */
const MAX_PAUSE = 600_000;

/**
 * Does what was recorded again, with fresh clients of the same names over connections of their own. Whatever fails, no
 * connection stays open.
 */
export async function replay(recording: Recording, options: ReplayOptions): Promise<Replay> {
  const run = new ReplayRun(recording, options);
  try {
    return await run.play();
  } finally {
    for (const client of run.clients.values()) client.close();
  }
}

class ReplayRun {
  readonly clients: ReadonlyMap<string, ReplayedClient>;
  readonly #recording: Recording;
  readonly #options: ReplayOptions;
  readonly #moments: readonly Moment[];
  readonly #variables: ReturnType<typeof findGivenValues>;
  readonly #log = new TrafficLog(RECORDING_LIMITS.entries, () => undefined);
  readonly #calls = new Map<CallEntry, Promise<LinkAnswer | undefined>>();
  /** The events that came in the place of recorded ones. */
  readonly #heard = new Map<EventEntry, ReceivedMessage>();
  /** What the server gave, by the index of the recorded moment. */
  readonly #given = new Map<number, unknown>();
  /** The events that did not come where one was recorded, by client and name. */
  readonly #missed = new Set<string>();
  readonly #problems = new Set<string>();
  readonly #start = performance.now();
  readonly #stopped: Promise<void>;

  constructor(recording: Recording, options: ReplayOptions) {
    this.#recording = recording;
    this.#options = options;
    this.#moments = momentsOf(recording);
    this.#variables = findGivenValues(recording);
    this.#stopped = new Promise((resolve) => {
      options.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const log = this.#log;
    this.clients = new Map(
      recording.clients.map((client) => [client.id, new ReplayedClient(client, { ...options, log })]),
    );
  }

  async play(): Promise<Replay> {
    const { signal, onProgress, substitutions } = this.#options;
    const clients = [...this.clients.values()];
    const source = { subscribe: () => () => undefined, getSnapshot: () => clients };
    // Nobody looks at how far it is.
    const recorder = new Recorder(this.#log, source, RECORDING_LIMITS, () => undefined);
    let full: Recording | undefined;
    const onFull = (recording: Recording): void => {
      full = recording;
      this.#problems.add(RECORDINGS.comparedUpTo(recording.cut));
    };
    recorder.start({ name: this.#recording.name, onFull });
    onProgress?.(0, this.#moments.length);
    const first = connectedFirst(this.#recording, this.#moments);
    await Promise.all(first.map((id) => this.#connect(id)));
    // Without its clients every step would only wait in vain.
    const isConnected = this.#problems.size === 0;
    if (isConnected && first.length > 0) await pause(LAST_PATIENCE, signal);
    const greetings = clients.reduce((sum, client) => sum + client.endGreeting(), 0);
    for (const [index, moment] of this.#moments.entries()) {
      if (signal.aborted || !isConnected) break;
      await this.#pause(moment);
      if (!signal.aborted) await this.#repeat(moment, index);
      onProgress?.(index + 1, this.#moments.length);
    }
    if (!signal.aborted) {
      await Promise.all(this.#calls.values());
      await pause(LAST_PATIENCE, signal);
    }
    const recording = recorder.stop() ?? full;
    if (!recording) throw new Error('The replay was not recorded.');
    const replaced = new Map([...substitutions, ...this.#translated()]);
    return { recording, replaced, greetings, problems: [...this.#problems], stopped: signal.aborted };
  }

  async #connect(id: string): Promise<void> {
    const problem = await this.clients.get(id)?.connect();
    if (problem) this.#problems.add(problem);
  }

  async #pause(moment: Moment): Promise<void> {
    if (this.#options.pace === 'fast' || ['reply', 'event', 'state'].includes(moment.kind)) return;
    const due = timeOf(moment) - this.#recording.startedAt - (performance.now() - this.#start);
    if (due > 0) await pause(Math.min(due, MAX_PAUSE), this.#options.signal);
  }

  async #repeat(moment: Moment, index: number): Promise<void> {
    if (isSentMoment(moment)) await this.clients.get(moment.entry.clientId)?.ready();
    switch (moment.kind) {
      case 'call':
        return this.#call(moment.entry, index);
      case 'send':
        await this.#send(moment.entry, index, { ack: false, timeout: CALL_TIMEOUT });
        break;
      case 'reply':
        return this.#settle(moment.entry, index);
      case 'event':
        return this.#hear(moment.entry, index);
      case 'answer':
        return this.#answer(moment.entry, index);
      case 'connect':
        return this.#connect(moment.entry.clientId);
      case 'disconnect':
        this.clients.get(moment.entry.clientId)?.link.disconnect();
        break;
      case 'state':
    }
  }

  #call(entry: CallEntry, index: number): void {
    const { callId, answer } = entry;
    const gaveUp = answer?.by === 'client' && /^timeout$/i.test(answer.outcome);
    const timeout = gaveUp ? Math.max(1, Math.ceil(answer.latency)) : CALL_TIMEOUT;
    const options = { ack: true, timeout, ...(callId !== undefined && { id: callId }) };
    const sending = this.#send(entry, index, options);
    // Nobody waits for the reply to a call that had none when the recording ended.
    if (answer) this.#calls.set(entry, sending);
  }

  async #send(entry: CallEntry, index: number, options: SendOptions): Promise<LinkAnswer | undefined> {
    const { clientId, event, args } = entry;
    const filled = this.#fill(event, args, index);
    const answer = await this.clients.get(clientId)?.link.send(event, filled, options);
    if (answer?.outcome === 'unsent') this.#problems.add(CLIENTS.unsent(event, answer.explanation));
    return answer;
  }

  async #settle(call: CallEntry, index: number): Promise<void> {
    const answer = await Promise.race([this.#calls.get(call), this.#stopped]);
    if (answer && !this.#options.signal.aborted) this.#given.set(index, toMarked(answerValueOf(answer)));
  }

  async #hear(entry: EventEntry, index: number): Promise<void> {
    const { clientId, event, answer } = entry;
    const key = `${clientId} ${event}`;
    // Once one is missing, those after it are not waited for as long; what is to be answered is waited for longest.
    const longest = answer?.by === 'user' ? CALL_TIMEOUT : EVENT_PATIENCE;
    const patience = this.#missed.has(key) ? LAST_PATIENCE : longest;
    const heard = await this.clients.get(clientId)?.hear(event, patience);
    if (!heard) {
      this.#missed.add(key);
      return;
    }
    this.#heard.set(entry, heard);
    this.#given.set(index, toMarked(payloadOf(heard)));
  }

  /** Answers the event that came in the place of the recorded one as the user did. */
  #answer(entry: EventEntry, index: number): void {
    const { clientId, event, answer } = entry;
    const heard = this.#heard.get(entry);
    const give = heard && this.clients.get(clientId)?.link.answerTo?.(heard.args);
    try {
      if (!give) throw new Error(heard ? RECORDINGS.noAnswerWanted : RECORDINGS.notHeard);
      give(this.#fill(event, answer?.args ?? [], index));
    } catch (error) {
      this.#problems.add(RECORDINGS.notAnswered(event, errorMessage(error)));
    }
  }

  /** The arguments to send. */
  #fill(event: string, args: readonly unknown[], index: number): readonly unknown[] {
    const uses = (this.#variables.uses.get(index) ?? []).map(({ path, variable }) => {
      const value = this.#read(variable);
      if (value === undefined) this.#problems.add(this.#explainMissing(variable, event));
      return { path, value: value ?? variable.value };
    });
    const filled = fillPayload(payloadOf({ args }), uses, this.#options);
    if (args.length > 1) return filled as unknown[];
    return args.length === 0 ? [] : [filled];
  }

  #read(variable: GivenValue): unknown {
    return readGivenValue(variable, this.#given.get(variable.source.index));
  }

  #explainMissing({ source }: GivenValue, event: string): string {
    const moment = this.#moments[source.index];
    const from = moment?.kind === 'event' ? moment.entry.event : undefined;
    return RECORDINGS.recordedValue(event, source.path.join('.'), from);
  }

  /** What texts that the server had given became in this run. */
  #translated(): [string, string][] {
    const pairs = this.#variables.all.map((variable) => [variable.value, this.#read(variable)]);
    return pairs.filter((pair): pair is [string, string] => pair.every((value) => typeof value === 'string'));
  }
}
