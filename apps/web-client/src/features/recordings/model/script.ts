import type { Answer, CallEntry, EventEntry, StateEntry } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';
import { type Moment, momentsOf } from './moments.ts';

/** A call with the answer that settled it; the attempts of one call are one. */
export interface RecordedCall {
  readonly entry: CallEntry;
  /** Its place among the moments. */
  readonly index: number;
  readonly settled?: { readonly answer: Answer; readonly index: number };
}

/** What there is to do, and to wait for, in the order of the recording. */
export type Step =
  | { readonly kind: 'call'; readonly index: number; readonly call: RecordedCall }
  | { readonly kind: 'send'; readonly index: number; readonly entry: CallEntry }
  | { readonly kind: 'reply'; readonly index: number; readonly call: RecordedCall }
  /** `nth` counts the client's events of this name, from 1. */
  | { readonly kind: 'event'; readonly index: number; readonly entry: EventEntry; readonly nth: number }
  | { readonly kind: 'connect' | 'disconnect'; readonly index: number; readonly entry: StateEntry };

export interface Script {
  readonly steps: readonly Step[];
  readonly calls: readonly RecordedCall[];
  /** The ids of the clients that are connected from the start. */
  readonly connected: readonly string[];
}

/** What a replay of the recording does. Connections that broke by themselves are not broken again. */
export function toScript(recording: Recording): Script {
  const moments = momentsOf(recording);
  const calls = joinAttempts(moments);
  const callAt = new Map(calls.map((call) => [call.index, call]));
  const replyAt = new Map(
    calls.flatMap((call) => (call.settled ? [[call.settled.index, call] as const] : [])),
  );
  const counts = new Map<string, number>();
  const closed = new Map<string, boolean>();
  const late = new Set<string>();
  const steps: Step[] = [];
  moments.forEach(({ kind, entry }, index) => {
    if (kind === 'call') {
      const call = callAt.get(index);
      if (call) steps.push({ kind, index, call });
    } else if (kind === 'reply') {
      const call = replyAt.get(index);
      if (call) steps.push({ kind, index, call });
    } else if (kind === 'send') {
      steps.push({ kind, index, entry });
    } else if (kind === 'event') {
      const key = `${entry.clientId} ${entry.event}`;
      const nth = (counts.get(key) ?? 0) + 1;
      counts.set(key, nth);
      steps.push({ kind, index, entry, nth });
    } else if (kind === 'state') {
      const { clientId } = entry;
      const { status } = entry.state;
      if (!closed.has(clientId) && status === 'connecting') late.add(clientId);
      const wasClosed = closed.get(clientId) ?? status === 'connecting';
      const isClosed = status === 'disconnected' || status === 'refused';
      closed.set(clientId, isClosed);
      if (status === 'disconnected' && !wasClosed) steps.push({ kind: 'disconnect', index, entry });
      else if (wasClosed && !isClosed) steps.push({ kind: 'connect', index, entry });
    }
  });
  const connected = recording.clients.map(({ id }) => id).filter((id) => !late.has(id));
  return { steps, calls, connected };
}

/** A call that is being put together. */
type Place = { -readonly [Key in keyof RecordedCall]: RecordedCall[Key] };

function joinAttempts(moments: readonly Moment[]): RecordedCall[] {
  const places: Place[] = [];
  const placeOf = new Map<CallEntry, Place>();
  const retried = new Map<string, Place>();
  moments.forEach((moment, index) => {
    if (moment.kind === 'call') {
      const { entry } = moment;
      const key = `${entry.clientId} ${entry.callId}`;
      const first = (entry.attempt ?? 1) > 1 ? retried.get(key) : undefined;
      const place: Place = first ?? { entry, index };
      if (!first) places.push(place);
      if (entry.attempt === 1) retried.set(key, place);
      placeOf.set(entry, place);
    } else if (moment.kind === 'reply') {
      const place = placeOf.get(moment.entry);
      if (place) place.settled = { answer: moment.answer, index };
    }
  });
  return places;
}
