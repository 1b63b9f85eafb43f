import type { ConnectionState } from '@switchboard/client';
import type { AnyReply, Issue } from '@switchboard/contract';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import type { Answer, CallEntry, Entry } from '../traffic/entry.ts';
import type { Recording } from './recording.ts';

/** What a test says that happened, in its order; `call` ties a reply to its call. */
export type Told =
  | {
      readonly kind: 'call' | 'send';
      readonly client: string;
      readonly call?: number;
      readonly event: string;
      readonly payload: unknown;
      readonly id?: string;
    }
  | {
      readonly kind: 'reply';
      readonly client: string;
      readonly call: number;
      readonly reply: AnyReply;
      readonly latency: number;
    }
  | {
      readonly kind: 'event';
      readonly client: string;
      readonly event: string;
      readonly payload: unknown;
      readonly issues?: readonly Issue[];
    }
  | { readonly kind: 'state'; readonly client: string; readonly status: ConnectionState['status'] };

const START = 1_800_000_000_000;

/** A recording of Alice (`a`) and Bob (`b`), in which something happens every 10 ms. */
export function recordingOf(told: readonly Told[], part: Partial<Recording> = {}): Recording {
  const entries: Entry[] = [];
  const calls = new Map<string, number>();
  told.forEach((one, index) => {
    const base = { id: entries.length, at: START + index * 10, clientId: one.client };
    if (one.kind === 'state') {
      entries.push({ ...base, kind: 'state', state: { status: one.status, since: 0 } as ConnectionState });
    } else if (one.kind === 'reply') {
      const place = calls.get(`${one.client}${one.call}`) ?? 0;
      entries[place] = {
        ...(entries[place] as CallEntry),
        answer: answerOf(one, base.at, entries.length - 1),
      };
    } else {
      const { event, payload } = one;
      const message = { ...base, event, args: payload === null ? [] : [payload] };
      if (one.kind === 'event') entries.push({ ...message, kind: 'event', issues: one.issues ?? [] });
      else {
        calls.set(`${one.client}${one.call}`, entries.length);
        const { kind, id: callId } = one;
        entries.push({ ...message, kind, ...(callId && { callId }) });
      }
    }
  });
  return {
    format: 'switchboard-recording',
    version: 3,
    id: 'r1',
    name: 'Two people',
    startedAt: START,
    duration: told.length * 10,
    contract: { name: 'chat', version: '1.0.0' },
    clients: [
      { id: 'a', name: 'Alice', hue: 0, identities: [] },
      { id: 'b', name: 'Bob', hue: 1, identities: [] },
    ],
    entries,
    ...part,
  };
}

function answerOf({ reply, latency }: Extract<Told, { kind: 'reply' }>, at: number, after: number): Answer {
  const isMadeHere = !reply.ok && ['TIMEOUT', 'DISCONNECTED'].includes(reply.error.code);
  const by = isMadeHere ? 'client' : 'server';
  const outcome = reply.ok ? 'OK' : reply.error.code;
  return { at, latency, by, args: isMadeHere ? [] : [reply], reply, outcome, issues: [], after };
}

/** A call and the reply to it; `call` is a client and a number, such as `a1`. */
export function called(call: string, event: string, payload: unknown, reply: unknown): Told[] {
  const [client, number] = [call.charAt(0), Number(call.slice(1))];
  return [
    { kind: 'call', client, call: number, event, payload },
    { kind: 'reply', client, call: number, reply: reply as AnyReply, latency: 5 },
  ];
}

/** A recording of Alice without a contract, at another path and namespace. */
export function rawRecordingOf(entries: readonly Entry[]): Recording {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw', namespace: '/chat2', path: '/other/' };
  const clients = [
    {
      id: 'a',
      name: 'Alice',
      hue: 0,
      identities: [],
      settings: { ...settings, auth: { key: { $secret: 1 } } },
    },
  ];
  return recordingOf([], { name: 'Plain', clients, entries, contract: { name: 'Raw', version: '' } });
}

/** A call of Alice without a contract, and all arguments of its acknowledgement. */
export function rawCalled(
  id: number,
  event: string,
  args: readonly unknown[],
  answer: Pick<Answer, 'by' | 'args' | 'outcome'>,
): Entry {
  const at = START + id * 10;
  return {
    kind: 'call',
    id,
    at,
    clientId: 'a',
    event,
    args,
    answer: { at, latency: 5, issues: [], ...answer },
  };
}

/** An event that Alice heard without a contract. */
export function heardRaw(id: number, event: string, ...args: readonly unknown[]): Entry {
  return { kind: 'event', id, at: START + id * 10, clientId: 'a', event, args, issues: [] };
}

/** The same, with the offset of a server that recovers connections behind its arguments. */
export function heardWithOffset(id: number, event: string, ...args: readonly unknown[]): Entry {
  return { ...heardRaw(id, event, ...args), hasOffset: true } as Entry;
}

/** An event that wanted an answer, and all arguments of the answer that Alice gave, if she gave one. */
export function askedRaw(
  id: number,
  event: string,
  args: readonly unknown[],
  answer?: readonly unknown[],
): Entry {
  const at = START + id * 10 + 5;
  const given = { at, latency: 5, by: 'user', args: answer, outcome: 'answered', issues: [], after: id };
  const asked = { ...heardRaw(id, event, ...args), wantsAnswer: true };
  return { ...asked, ...(answer && { answer: given }) } as Entry;
}

/** The entry, which is answered after another one. */
export function answeredAfter(after: number, entry: Entry): Entry {
  const { answer } = entry as CallEntry;
  return { ...entry, answer: { ...answer, at: START + after * 10 + 5, after } } as Entry;
}

export function heard(client: string, event: string, payload: unknown): Told {
  return { kind: 'event', client, event, payload };
}

export const failed = (code: string, data?: unknown): AnyReply => ({
  ok: false,
  error: { code, message: 'It failed.', data },
});

/** A shop asks before it sells, and asks once more. */
export const askingShop: Recording = rawRecordingOf([
  answeredAfter(2, rawCalled(0, 'order', ['tea'], { by: 'server', args: ['sold'], outcome: 'answered' })),
  askedRaw(1, 'sure?', [{ id: 'one-id' }], ['one-id', 2]),
  askedRaw(2, 'sure?', [{ id: 'another-id' }]),
]);
