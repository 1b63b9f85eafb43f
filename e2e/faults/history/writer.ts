import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attachment } from '@switchboard/events';
import type { History, SentCall } from './history.ts';
import type { Member } from './member.ts';

export interface WriterOptions {
  /** Milliseconds from one call to the next. */
  readonly every: number;
  /** The size of what each message has attached; 0 for nothing. */
  readonly attachmentBytes: number;
  /** Ends the writing. */
  readonly signal: AbortSignal;
}

/** Calls of one writer that may wait for their replies at the same time. */
const MAX_WAITING = 8;

/** Milliseconds that one call is tried for. */
const PATIENCE = 90_000;

/** Sends one message after the other until the signal. Resolves once every call has its last reply. */
export async function writeMessages(
  member: Member,
  history: History,
  { every, attachmentBytes, signal }: WriterOptions,
): Promise<void> {
  const release = member.client.observe((traffic) => {
    if (traffic.kind !== 'reply') return;
    const { reply, latency } = traffic;
    if (reply.ok) history.latencies.push(latency);
    else if (REFUSED.has(reply.error.code)) history.refusals += 1;
    history.changed();
  });
  const waiting = new Set<Promise<void>>();
  const bytes = new Uint8Array(attachmentBytes);
  const more =
    attachmentBytes > 0 ? { attachment: { name: 'zeros', type: 'application/octet-stream', bytes } } : {};
  for (let number = 1; !signal.aborted; number++) {
    if (waiting.size < MAX_WAITING) {
      const call = { text: `${member.name} ${number}` };
      history.calls.push(call);
      const settled = send(member, history, { call, more }).finally(() => waiting.delete(settled));
      waiting.add(settled);
    }
    await delay(every);
  }
  await Promise.all(waiting);
  release();
}

const REFUSED: ReadonlySet<string> = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

interface Sending {
  readonly call: SentCall;
  /** What the payload has beside room and text. */
  readonly more: { readonly attachment?: Attachment };
}

async function send(member: Member, history: History, { call, more }: Sending): Promise<void> {
  const { client, room } = member;
  const id = randomUUID();
  const end = performance.now() + PATIENCE;
  for (;;) {
    const timeout = Math.max(1, end - performance.now());
    const retry = { attempts: 100, maxDelay: 500 };
    const reply = await client.call(
      'message:send',
      { room, text: call.text, ...more },
      { id, timeout, retry },
    );
    if (reply.ok) {
      call.acknowledged = { id: reply.data.id, seq: reply.data.seq };
      return history.changed();
    }
    // On a new connection it can be there before the room is joined again.
    const isEarly = reply.error.code === 'ROOM_NOT_JOINED' && performance.now() < end;
    if (!isEarly) {
      call.failed = reply.error.code;
      return history.changed();
    }
    await history.until(() => member.hearing !== undefined, end - performance.now());
  }
}
