import type { RecordedEntry, RecordedReply, Recording } from '../../../lib/recording.ts';

type Told = RecordedEntry extends infer Entry ? (Entry extends unknown ? Omit<Entry, 'at'> : never) : never;

/** A recording of Alice (`a`) and Bob (`b`), an entry every 10 ms. */
export function recordingOf(entries: readonly Told[], part: Partial<Recording> = {}): Recording {
  return {
    format: 'switchboard-recording',
    version: 1,
    id: 'r1',
    name: 'Two people',
    startedAt: 1_800_000_000_000,
    duration: entries.length * 10,
    contract: { name: 'chat', version: '1.0.0' },
    clients: [
      { id: 'a', name: 'Alice', hue: 0, identities: [] },
      { id: 'b', name: 'Bob', hue: 1, identities: [] },
    ],
    entries: entries.map((entry, index) => ({ ...entry, at: index * 10 }) as RecordedEntry),
    ...part,
  };
}

/** A call and the reply to it; `call` is a client and a number, such as `a1`. */
export function called(call: string, event: string, payload: unknown, reply: RecordedReply): Told[] {
  const [client, number] = [call.charAt(0), Number(call.slice(1))];
  return [
    { kind: 'call', client, call: number, event, payload },
    { kind: 'reply', client, call: number, reply, latency: 5 },
  ];
}

export function heard(client: string, event: string, payload: unknown): Told {
  return { kind: 'event', client, event, payload };
}

export const failed = (code: string, data?: unknown): RecordedReply => ({
  ok: false,
  error: { code, message: 'It failed.', data },
});
