import type {
  RecordedCallEntry,
  RecordedReplyEntry,
  RecordedSendEntry,
  RecordedServerEntry,
  RecordedStateEntry,
  Recording,
} from '../../../lib/recording.ts';

/** A call with the reply that settled it; the attempts of one call are one. */
export interface RecordedCall {
  readonly entry: RecordedCallEntry;
  /** Its place among the entries. */
  readonly index: number;
  readonly settled?: { readonly entry: RecordedReplyEntry; readonly index: number };
}

/** What there is to do, and to wait for, in the order of the recording. */
export type Step =
  | { readonly kind: 'call'; readonly index: number; readonly call: RecordedCall }
  | { readonly kind: 'send'; readonly index: number; readonly entry: RecordedSendEntry }
  | { readonly kind: 'reply'; readonly index: number; readonly call: RecordedCall }
  /** `nth` counts the client's events of this name, from 1. */
  | {
      readonly kind: 'event';
      readonly index: number;
      readonly entry: RecordedServerEntry;
      readonly nth: number;
    }
  | { readonly kind: 'connect' | 'disconnect'; readonly index: number; readonly entry: RecordedStateEntry };

export interface Script {
  readonly steps: readonly Step[];
  readonly calls: readonly RecordedCall[];
  /** The ids of the clients that are connected from the start. */
  readonly connected: readonly string[];
}

/** What a replay of the recording does. Connections that broke by themselves are not broken again. */
export function toScript(recording: Recording): Script {
  const calls = joinCalls(recording);
  const callAt = new Map(calls.map((call) => [call.index, call]));
  const replyAt = new Map(
    calls.flatMap((call) => (call.settled ? [[call.settled.index, call] as const] : [])),
  );
  const counts = new Map<string, number>();
  const closed = new Map<string, boolean>();
  const late = new Set<string>();
  const steps: Step[] = [];
  recording.entries.forEach((entry, index) => {
    if (entry.kind === 'call') {
      const call = callAt.get(index);
      if (call) steps.push({ kind: 'call', index, call });
    } else if (entry.kind === 'reply') {
      const call = replyAt.get(index);
      if (call) steps.push({ kind: 'reply', index, call });
    } else if (entry.kind === 'send') {
      steps.push({ kind: 'send', index, entry });
    } else if (entry.kind === 'event') {
      const key = `${entry.client} ${entry.event}`;
      const nth = (counts.get(key) ?? 0) + 1;
      counts.set(key, nth);
      steps.push({ kind: 'event', index, entry, nth });
    } else {
      const isFirst = !closed.has(entry.client);
      if (isFirst && entry.status === 'connecting') late.add(entry.client);
      const wasClosed = closed.get(entry.client) ?? entry.status === 'connecting';
      const isClosed = entry.status === 'disconnected' || entry.status === 'refused';
      closed.set(entry.client, isClosed);
      if (entry.status === 'disconnected' && !wasClosed) steps.push({ kind: 'disconnect', index, entry });
      else if (wasClosed && !isClosed) steps.push({ kind: 'connect', index, entry });
    }
  });
  const connected = recording.clients.map(({ id }) => id).filter((id) => !late.has(id));
  return { steps, calls, connected };
}

/** A call that is being put together. */
type Place = { -readonly [Key in keyof RecordedCall]: RecordedCall[Key] };

function joinCalls({ entries }: Recording): RecordedCall[] {
  const places: Place[] = [];
  const open = new Map<string, Place>();
  const retried = new Map<string, Place>();
  entries.forEach((entry, index) => {
    if (entry.kind === 'call') {
      const first = (entry.attempt ?? 1) > 1 ? retried.get(`${entry.client} ${entry.id}`) : undefined;
      const place: Place = first ?? { entry, index };
      if (!first) places.push(place);
      if (entry.attempt === 1) retried.set(`${entry.client} ${entry.id}`, place);
      open.set(`${entry.client} ${entry.call}`, place);
    } else if (entry.kind === 'reply') {
      const place = open.get(`${entry.client} ${entry.call}`);
      if (place) place.settled = { entry, index };
    }
  });
  return places;
}
