import type { ConnectionState, Traffic } from '@switchboard/client';
import { redact, redactReply, toJson } from '@switchboard/contract';
import type { RecordedEntry } from './recording.ts';
import { SecretMarks } from './recording-secrets.ts';
import { clientSpec, serverSpec } from './spec-of.ts';

export interface TapeLimits {
  readonly entries: number;
  /** Characters of JSON. */
  readonly size: number;
}

export interface TapeCounts {
  readonly calls: number;
  readonly events: number;
  /** Replies that are errors. */
  readonly errors: number;
  readonly size: number;
}

export interface TapeOptions {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly limits: TapeLimits;
  /** Whether secrets stay in what clients send; those in replies and events never do. */
  readonly keepSecrets: boolean;
}

/** Takes down what happens, in order, up to its limits. */
export class RecordingTape {
  readonly #options: TapeOptions;
  readonly #entries: RecordedEntry[] = [];
  readonly #secrets = new SecretMarks();
  /** The events of calls that wait for their reply, by client and call. */
  readonly #open = new Map<string, string>();
  readonly #states = new Map<string, ConnectionState['status']>();
  #counts: TapeCounts = { calls: 0, events: 0, errors: 0, size: 0 };
  #leftOut = 0;
  #full: string | undefined;

  constructor(options: TapeOptions) {
    this.#options = options;
  }

  get entries(): readonly RecordedEntry[] {
    return this.#entries;
  }

  get counts(): TapeCounts {
    return this.#counts;
  }

  /** How much could not be written as JSON. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Why it takes nothing more. */
  get full(): string | undefined {
    return this.#full;
  }

  addTraffic(client: string, traffic: Traffic): void {
    this.#push(() => this.#toEntry(client, traffic));
  }

  addState(client: string, state: ConnectionState): void {
    if (this.#states.get(client) === state.status) return;
    this.#states.set(client, state.status);
    const problem = 'problem' in state ? state.problem?.explanation : undefined;
    const { status } = state;
    const at = this.#since(Date.now());
    this.#push(() => ({ kind: 'state', at, client, status, ...(problem && { problem }) }));
  }

  #toEntry(client: string, traffic: Traffic): RecordedEntry | undefined {
    const at = this.#since(traffic.at);
    if (traffic.kind === 'reply') return this.#toReply(client, traffic);
    const { kind, event, payload } = traffic;
    if (kind === 'event') {
      const shown = redact(serverSpec(event)?.payload, payload);
      const { issues } = traffic;
      const broken = issues.length > 0 && { issues };
      return { kind, at, client, event, payload: this.#hide(payload, shown), ...broken };
    }
    const shown = this.#options.keepSecrets ? payload : redact(clientSpec(event)?.payload, payload);
    const sent = { at, client, event, payload: this.#hide(payload, shown) };
    if (kind === 'send') return { kind, ...sent };
    const { call, id, attempt } = traffic;
    return {
      kind,
      call,
      ...sent,
      ...(id !== undefined && { id }),
      ...(attempt !== undefined && { attempt }),
    };
  }

  #toReply(client: string, traffic: Extract<Traffic, { kind: 'reply' }>): RecordedEntry | undefined {
    const { call, reply, issues } = traffic;
    const key = `${client} ${call}`;
    const event = this.#open.get(key);
    // Called before the recording began.
    if (event === undefined) return undefined;
    this.#open.delete(key);
    const shown = redactReply(clientSpec(event), reply);
    const at = this.#since(traffic.at);
    const latency = Math.round(traffic.latency * 10) / 10;
    const json = this.#hide(reply, shown) as Extract<RecordedEntry, { kind: 'reply' }>['reply'];
    return { kind: 'reply', at, client, call, reply: json, latency, ...(issues.length > 0 && { issues }) };
  }

  #hide(value: unknown, shown: unknown): unknown {
    const json = toJson(value ?? null);
    return this.#secrets.hide(json, shown === value ? json : toJson(shown));
  }

  #push(make: () => RecordedEntry | undefined): void {
    if (this.#full !== undefined) return;
    try {
      const entry = make();
      if (!entry) return;
      const size = this.#counts.size + JSON.stringify(entry).length;
      this.#entries.push(entry);
      if (entry.kind === 'call') this.#open.set(`${entry.client} ${entry.call}`, entry.event);
      this.#counts = count(this.#counts, entry, size);
      this.#full = this.#limitReached();
    } catch {
      this.#leftOut += 1;
    }
  }

  #limitReached(): string | undefined {
    const { entries, size } = this.#options.limits;
    if (this.#entries.length >= entries) {
      return `It ended by itself at ${entries.toLocaleString('en')} entries, the most a recording holds.`;
    }
    const megabytes = Math.round(size / 1_000_000);
    return this.#counts.size >= size
      ? `It ended by itself at ${megabytes} MB, the most a recording holds.`
      : undefined;
  }

  #since(at: number): number {
    return Math.max(0, at - this.#options.startedAt);
  }
}

function count({ calls, events, errors }: TapeCounts, entry: RecordedEntry, size: number): TapeCounts {
  return {
    calls: calls + Number(entry.kind === 'call' || entry.kind === 'send'),
    events: events + Number(entry.kind === 'event'),
    errors: errors + Number(entry.kind === 'reply' && !entry.reply.ok),
    size,
  };
}
