import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import { untilDone } from './until-done.ts';

export interface ChatOptions {
  readonly seconds: number;
  /** Milliseconds between two messages of one caller. */
  readonly pace: number;
  /** The room of all callers. @default each posts to its own */
  readonly room?: string;
}

/** Milliseconds since a message was due, so that a server that stands still is late for all of them. */
export interface ChatResult {
  /** Until each was acknowledged. */
  readonly acknowledged: readonly number[];
  /** Until the last member of its room had each. */
  readonly delivered: readonly number[];
  /** How many members got one, over all messages. */
  readonly deliveries: number;
}

const TEXT = 'x'.repeat(95);

/** Resolves once every member has every message; rejects if a connection is lost or a message is refused. */
export function runChat(
  callers: readonly Caller[],
  entered: readonly string[],
  { seconds, pace, room }: ChatOptions,
): Promise<ChatResult> {
  const roomOf = (index: number): string => room ?? (entered[index] as string);
  const members = new Map<string, number>();
  for (const index of callers.keys()) members.set(roomOf(index), (members.get(roomOf(index)) ?? 0) + 1);
  const posts = Math.floor((callers.length * seconds * 1_000) / pace);
  const start = performance.now();
  const since = (n: number): number => performance.now() - start - (n * pace) / callers.length;
  const missing = Array.from({ length: posts }, (_, n) => members.get(roomOf(n % callers.length)) ?? 0);
  const [acknowledged, delivered]: [number[], number[]] = [[], []];
  let deliveries = 0;
  return untilDone(callers, ({ done, progress, fail }) => {
    const step = (): void => {
      progress();
      if (acknowledged.length === posts && delivered.length === posts)
        done({ acknowledged, delivered, deliveries });
    };
    if (posts === 0) step();
    for (const caller of callers)
      caller.hear({
        onLost: fail,
        onReply: (n, data) => {
          if (typeof data === 'object' && data !== null && 'ok' in data)
            return fail(new Error(`A message was refused: ${JSON.stringify(data)}`));
          acknowledged.push(since(n));
          step();
        },
        onEvent: (event, payload) => {
          if (event !== 'message:sent') return;
          const n = Number.parseInt((payload as { readonly text: string }).text, 10);
          deliveries += 1;
          missing[n] = (missing[n] ?? 0) - 1;
          if (missing[n] === 0) delivered.push(since(n));
          step();
        },
      });
    const post = async (): Promise<void> => {
      for (let n = 0; n < posts; n++) {
        const wait = -since(n);
        if (wait > 1) await delay(wait);
        const index = n % callers.length;
        const payload = JSON.stringify({ room: roomOf(index), text: `${n}:${TEXT}` });
        callers[index]?.call(n, 'message:send', payload);
      }
    };
    post().catch(fail);
  });
}
