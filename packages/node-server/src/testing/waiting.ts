import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyReply } from '@switchboard/contract';
import type { Socket } from 'socket.io-client';

/** The data of a reply that must be a good one. */
export function dataOf<T>(reply: AnyReply): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.data as T;
}

/**
 * Rejects if a timer of so many milliseconds comes first. A busy machine delays that timer as it delays the work, so it
 * shows what waits for something else.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const late = sleep(ms, undefined, { signal: end.signal }).then(() => {
    throw new Error(`It took more than ${ms} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    end.abort();
  }
}

/** The next event of this name. */
export async function next<T>(socket: Socket, event: string): Promise<T> {
  return new Promise((resolve) => socket.once(event, resolve));
}

/** Everything that the socket receives from now on, as `[event, payload]`. */
export function record(socket: Socket): [event: string, payload: unknown][] {
  const heard: [string, unknown][] = [];
  socket.onAny((event: string, payload: unknown) => heard.push([event, payload]));
  return heard;
}
