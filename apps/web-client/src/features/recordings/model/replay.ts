import { toJson } from '@switchboard/contract';
import type { LinkAnswer } from '../../../clients/link.ts';
import { answerValueOf, type CallEntry, payloadOf } from '../../../lib/entry.ts';
import { RECORDING_LIMITS, Recorder } from '../../../lib/recorder.ts';
import type { Recording } from '../../../lib/recording.ts';
import { TrafficLog } from '../../../lib/traffic-log.ts';
import { fillPayload, type Replacements } from './fill-payload.ts';
import { type Moment, momentsOf } from './moments.ts';
import { ReplayedClient } from './replayed-client.ts';
import { type RecordedCall, type Step, toScript } from './script.ts';
import { findVariables, readVariable, type Variable } from './variables.ts';

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
  /** What texts that the server had given became in this run. */
  readonly translated: ReadonlyMap<string, string>;
  /** What went wrong, in words. */
  readonly problems: readonly string[];
  readonly stopped: boolean;
}

/** How long an event may take that came in the recording, and how long one is waited for that did not; milliseconds. */
const EVENT_PATIENCE = 2_000;
const LAST_PATIENCE = 300;
const CALL_TIMEOUT = 10_000;
/** Beyond what a timer can hold nobody replays at the recorded pace. */
const MAX_PAUSE = 600_000;

/** Does what was recorded again, with fresh clients of the same names over connections of their own. */
export async function replay(recording: Recording, options: ReplayOptions): Promise<Replay> {
  const run = new ReplayRun(recording, options);
  return run.play();
}

class ReplayRun {
  readonly #recording: Recording;
  readonly #options: ReplayOptions;
  readonly #moments: readonly Moment[];
  readonly #script: ReturnType<typeof toScript>;
  readonly #variables: ReturnType<typeof findVariables>;
  readonly #clients = new Map<string, ReplayedClient>();
  readonly #calls = new Map<RecordedCall, Promise<LinkAnswer | undefined>>();
  /** What the server gave, by the index of the recorded moment. */
  readonly #given = new Map<number, unknown>();
  /** How many events that were recorded did not come, by client and name. */
  readonly #missed = new Map<string, number>();
  readonly #problems = new Set<string>();
  readonly #start = performance.now();
  readonly #stopped: Promise<void>;

  constructor(recording: Recording, options: ReplayOptions) {
    this.#recording = recording;
    this.#options = options;
    this.#moments = momentsOf(recording);
    this.#script = toScript(recording);
    this.#variables = findVariables(recording);
    this.#stopped = new Promise((resolve) => {
      options.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Whatever fails, no connection stays open. */
  async play(): Promise<Replay> {
    const log = new TrafficLog(RECORDING_LIMITS.entries, () => undefined);
    try {
      for (const client of this.#recording.clients)
        this.#clients.set(client.id, new ReplayedClient(client, { ...this.#options, log }));
      return await this.#record(log);
    } finally {
      for (const client of this.#clients.values()) client.close();
    }
  }

  async #record(log: TrafficLog): Promise<Replay> {
    const { signal, onProgress } = this.#options;
    const { steps, connected } = this.#script;
    const clients = [...this.#clients.values()];
    const source = { subscribe: () => () => undefined, getSnapshot: () => clients };
    // Nobody looks at how far it is.
    const recorder = new Recorder(log, source, RECORDING_LIMITS, () => undefined);
    let full: Recording | undefined;
    const onFull = (recording: Recording): void => {
      full = recording;
      this.#problems.add(`The replay was compared up to here: ${recording.cut}`);
    };
    recorder.start({ name: `Replay of ${this.#recording.name}`, onFull });
    onProgress?.(0, steps.length);
    await Promise.all(connected.map((id) => this.#connect(id)));
    // Without its clients every step would only wait in vain.
    const isConnected = this.#problems.size === 0;
    for (const [index, step] of steps.entries()) {
      if (signal.aborted || !isConnected) break;
      await this.#pause(step);
      if (!signal.aborted) await this.#take(step);
      onProgress?.(index + 1, steps.length);
    }
    if (!signal.aborted) {
      await Promise.all(this.#calls.values());
      await rest(LAST_PATIENCE, signal);
    }
    const recording = recorder.stop() ?? full;
    if (!recording) throw new Error('Something else stopped the recorder of the replay.');
    return {
      recording,
      translated: this.#translated(),
      problems: [...this.#problems],
      stopped: signal.aborted,
    };
  }

  async #connect(id: string): Promise<void> {
    const problem = await this.#clients.get(id)?.connect();
    if (problem) this.#problems.add(problem);
  }

  async #pause({ kind, index }: Step): Promise<void> {
    if (this.#options.pace === 'fast' || kind === 'reply' || kind === 'event') return;
    const { startedAt } = this.#recording;
    const at = this.#moments[index]?.entry.at ?? startedAt;
    const due = at - startedAt - (performance.now() - this.#start);
    if (due > 0) await rest(Math.min(due, MAX_PAUSE), this.#options.signal);
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'call':
        return this.#call(step.call);
      case 'send':
        return this.#send(step);
      case 'reply':
        return this.#settle(step.call, step.index);
      case 'event':
        return this.#hear(step);
      case 'connect':
        return this.#connect(step.entry.clientId);
      case 'disconnect':
        this.#clients.get(step.entry.clientId)?.link.disconnect();
    }
  }

  #call(call: RecordedCall): void {
    const { clientId, event, callId } = call.entry;
    const answer = call.settled?.answer;
    const gaveUp = answer?.by === 'client' && /^timeout$/i.test(answer.outcome);
    const timeout = gaveUp ? Math.max(1, Math.ceil(answer.latency)) : CALL_TIMEOUT;
    const id = callId === undefined ? {} : { id: callId };
    const sent = this.#clients
      .get(clientId)
      ?.link.send(event, this.#fill(call.index, call.entry), { ack: true, timeout, ...id });
    this.#calls.set(call, sent ?? Promise.resolve(undefined));
  }

  async #send({ index, entry }: Extract<Step, { kind: 'send' }>): Promise<void> {
    const { clientId, event } = entry;
    const options = { ack: false, timeout: CALL_TIMEOUT };
    const failed = await this.#clients.get(clientId)?.link.send(event, this.#fill(index, entry), options);
    if (failed) this.#problems.add(`${event} could not be sent: ${failed.explanation ?? failed.outcome}`);
  }

  async #settle(call: RecordedCall, index: number): Promise<void> {
    const answer = await Promise.race([this.#calls.get(call), this.#stopped]);
    if (answer && !this.#options.signal.aborted) this.#given.set(index, toJson(answerValueOf(answer)));
  }

  async #hear({ index, entry, nth }: Extract<Step, { kind: 'event' }>): Promise<void> {
    const key = `${entry.clientId} ${entry.event}`;
    const missed = this.#missed.get(key) ?? 0;
    // Once one is missing, those after it are not waited for as long.
    const patience = missed > 0 ? LAST_PATIENCE : EVENT_PATIENCE;
    const heard = await this.#clients.get(entry.clientId)?.hear(entry.event, nth - missed, patience);
    if (heard) this.#given.set(index, heard.payload);
    else this.#missed.set(key, missed + 1);
  }

  /** The arguments to send. */
  #fill(index: number, entry: CallEntry): readonly unknown[] {
    const uses = (this.#variables.uses.get(index) ?? []).map(({ path, variable }) => {
      const value = this.#read(variable);
      if (value === undefined) this.#problems.add(this.#explainMissing(variable, entry.event));
      return { path, value: value ?? variable.value };
    });
    const filled = fillPayload(payloadOf(entry), uses, this.#options);
    if (entry.args.length > 1) return filled as unknown[];
    return entry.args.length === 0 ? [] : [filled];
  }

  #read(variable: Variable): unknown {
    return readVariable(variable, this.#given.get(variable.source.index));
  }

  #explainMissing({ source }: Variable, event: string): string {
    const moment = this.#moments[source.index];
    const from = moment?.kind === 'event' ? `event ${moment.entry.event}` : 'reply';
    return `${event} was sent with the recorded value: this time no ${from} had ${source.path.join('.')}.`;
  }

  #translated(): ReadonlyMap<string, string> {
    const pairs = this.#variables.all.map((variable) => [variable.value, this.#read(variable)] as const);
    return new Map(
      pairs.filter((pair): pair is [string, string] => pair.every((value) => typeof value === 'string')),
    );
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
