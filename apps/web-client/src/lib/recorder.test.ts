import type { ConnectionState, Traffic } from '@switchboard/client';
import { ok } from '@switchboard/contract';
import { beforeEach, expect, it } from 'vitest';
import { type Recordable, Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';

const TOKEN = 'tok-1234567';
const user = { id: 'u1', name: 'Alice' };

/** The end of a client that tells what happens to it, told by hand. */
class Wire {
  readonly #traffic = new Set<(traffic: Traffic) => void>();
  readonly #states = new Set<(state: ConnectionState) => void>();
  readonly client = {
    observe: (listener: (traffic: Traffic) => void) => this.#add(this.#traffic, listener),
  } as unknown as Recordable['client'];
  readonly tools = {
    onState: (listener: (state: ConnectionState) => void) => this.#add(this.#states, listener),
  } as unknown as Recordable['tools'];

  get listeners(): number {
    return this.#traffic.size + this.#states.size;
  }

  call(call: number, event: string, payload: unknown): void {
    this.#tell({ kind: 'call', at: Date.now(), call, event, payload, issues: [] });
  }

  reply(call: number, event: string, data: unknown): void {
    this.#tell({ kind: 'reply', at: Date.now(), call, event, reply: ok(data), latency: 3.06, issues: [] });
  }

  hear(event: string, payload: unknown): void {
    this.#tell({ kind: 'event', at: Date.now(), event, payload, issues: [] });
  }

  state(state: ConnectionState): void {
    for (const listener of this.#states) listener(state);
  }

  #tell(traffic: Traffic): void {
    for (const listener of this.#traffic) listener(traffic);
  }

  #add<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
}

let clients: Recordable[];
let changed: () => void;
let wire: Wire;
let flush: () => void;

function recorderOf(limits = { entries: 100, size: 100_000 }): Recorder {
  const subscribe = (listener: () => void): (() => void) => {
    changed = listener;
    return () => undefined;
  };
  return new Recorder({ subscribe, getSnapshot: () => clients }, limits, (run) => {
    flush = run;
  });
}

beforeEach(() => {
  wire = new Wire();
  clients = [{ id: 'a', name: 'Alice', hue: 0, client: wire.client, tools: wire.tools }];
});

const kinds = (recording: Recording | undefined) => recording?.entries.map(({ kind }) => kind);

it('takes down calls, replies, events and changes of the connection, in order and by client', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'All of it' });
  wire.call(1, 'system:echo', { value: new Uint8Array([1, 2, 3]) });
  wire.hear('system:notice', { level: 'info', text: 'hello' });
  wire.reply(1, 'system:echo', { value: 1 });
  wire.state({ status: 'disconnected', since: 0 });
  const recording = recorder.stop();
  expect(recording).toMatchObject({
    name: 'All of it',
    clients: [{ id: 'a', name: 'Alice', identities: [] }],
  });
  expect(recording?.entries).toMatchObject([
    { kind: 'call', client: 'a', call: 1, event: 'system:echo', payload: { value: { $bytes: 'AQID' } } },
    { kind: 'event', event: 'system:notice' },
    { kind: 'reply', call: 1, reply: { ok: true, data: { value: 1 } }, latency: 3.1 },
    { kind: 'state', status: 'disconnected' },
  ]);
});

it('keeps no secret of a reply, marks where it comes up again, and keeps those of payloads only if told to', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Secrets', keepSecrets: true });
  wire.call(1, 'session:login', { name: 'Alice' });
  wire.reply(1, 'session:login', { user, token: TOKEN });
  wire.call(2, 'system:echo', { value: [TOKEN, 'another'] });
  wire.hear('nobody:knows', { again: TOKEN });
  const recording = recorder.stop();
  expect(JSON.stringify(recording)).not.toContain(TOKEN);
  expect(recording?.entries).toMatchObject([
    { payload: { name: 'Alice' } },
    { reply: { data: { user, token: { $secret: 1 } } } },
    { payload: { value: [{ $secret: 1 }, 'another'] } },
    { payload: { again: { $secret: 1 } } },
  ]);
});

it('hears clients that come later, and leaves all alone once it has stopped', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'More' });
  const late = new Wire();
  clients = [...clients, { id: 'b', name: 'Bob', hue: 1, client: late.client, tools: late.tools }];
  changed();
  late.hear('system:notice', {});
  const recording = recorder.stop();
  late.hear('system:notice', {});
  expect(recording?.clients.map(({ name }) => name)).toEqual(['Bob']);
  expect(recording?.entries).toHaveLength(1);
  expect(late.listeners + wire.listeners).toBe(0);
});

it('notes the names that clients take, and who was somebody before', () => {
  const identity = { user, token: TOKEN };
  clients = [{ id: 'a', name: 'Alice', hue: 0, client: wire.client, tools: wire.tools, identity }];
  const recorder = recorderOf();
  recorder.start({ name: 'Names' });
  const other = { user: { id: 'u2', name: 'Anna' }, token: TOKEN };
  clients = [{ id: 'a', name: 'Alice', hue: 0, client: wire.client, tools: wire.tools, identity: other }];
  changed();
  wire.hear('system:notice', {});
  expect(recorder.stop()?.clients).toEqual([
    { id: 'a', name: 'Alice', hue: 0, identities: ['Anna'], startedAs: 'Alice' },
  ]);
});

it('ends by itself at its limits, and says which', () => {
  const full: Recording[] = [];
  const onFull = (recording: Recording) => void full.push(recording);
  const recorder = recorderOf({ entries: 3, size: 100_000 });
  recorder.start({ name: 'Many', onFull });
  for (let round = 0; round < 5; round += 1) wire.hear('system:notice', {});
  expect(full[0]?.cut).toContain('3 entries');
  expect(full[0]?.entries).toHaveLength(3);
  expect(recorder.getSnapshot().status).toBe('idle');

  const small = recorderOf({ entries: 100, size: 2_000_000 });
  small.start({ name: 'Large', onFull });
  wire.hear('system:notice', { text: 'x'.repeat(2_000_000) });
  expect(full[1]?.cut).toContain('2 MB');
});

it('leaves out what JSON cannot hold, and counts it', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Odd' });
  wire.call(1, 'system:echo', { value: 10n });
  wire.call(2, 'system:echo', { value: 1 });
  wire.reply(1, 'system:echo', { value: 1 });
  const recording = recorder.stop();
  expect(kinds(recording)).toEqual(['call']);
  expect(recording?.leftOut).toBe(1);
});

it('ignores replies to calls from before it began', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Late' });
  wire.reply(1, 'system:echo', { value: 1 });
  expect(kinds(recorder.stop())).toEqual([]);
});

it('tells how much it holds, at most once a frame', () => {
  const recorder = recorderOf();
  recorder.start({ name: 'Counts' });
  let told = 0;
  recorder.subscribe(() => {
    told += 1;
  });
  wire.call(1, 'room:list', null);
  wire.hear('system:notice', {});
  flush();
  expect(told).toBe(1);
  expect(recorder.getSnapshot()).toMatchObject({
    status: 'recording',
    counts: { calls: 1, events: 1, errors: 0 },
  });
});
