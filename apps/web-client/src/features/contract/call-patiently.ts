import type { AnyReply } from '@switchboard/contract';
import type { ConsoleClient } from '../../lib/identity.ts';

/** How often a call over its rate is tried again. */
const MAX_TRIES = 20;

/** Milliseconds that one call may take. */
const TIMEOUT = 6_000;

/** Sends a payload as it is and, over the event's rate, waits for as long as the server asks and sends it again. */
export async function callPatiently(
  client: ConsoleClient,
  event: string,
  payload: unknown,
  signal: AbortSignal,
): Promise<AnyReply> {
  for (let tries = 1; ; tries += 1) {
    const reply = await client.callUnchecked(event, payload, { timeout: TIMEOUT, signal, retry: false });
    const isOverRate = !reply.ok && reply.error.code === 'TOO_MANY_REQUESTS';
    if (!isOverRate || tries === MAX_TRIES || signal.aborted) return reply;
    await pause(reply.error.retryAfter ?? 1_000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
