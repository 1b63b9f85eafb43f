import type { Failure } from './write-queue.ts';

/**
 * Sends messages to another thread, all together. One that cannot be copied, such as one with a function in it, is not sent, and
 * `onRefused` gets it and the reason.
 */
export function postAll<Message>(
  port: { postMessage(messages: readonly Message[]): void },
  messages: readonly Message[],
  onRefused: (message: Message, failure: Failure) => void,
): void {
  try {
    port.postMessage(messages);
  } catch (error) {
    const [message, ...others] = messages;
    if (message === undefined) return;
    if (others.length > 0) for (const one of messages) postAll(port, [one], onRefused);
    else onRefused(message, refusal(error as Error));
  }
}

function refusal({ message }: Error): Failure {
  return { name: 'TypeError', message: `What a store takes and gives must be plain data: ${message}` };
}
