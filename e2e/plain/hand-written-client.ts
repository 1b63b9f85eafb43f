import { io, type SocketOptions } from 'socket.io-client';

/** A message as a person would send it with a few lines of their own. */
export interface Sent {
  readonly event: string;
  readonly args: readonly unknown[];
  /** Whether an answer is asked for. */
  readonly ack: boolean;
}

/** Connects as a stock client does, sends the messages one after another, and gives the arguments of their answers. */
export async function sendByHand(
  url: string,
  messages: readonly Sent[],
  options: Pick<SocketOptions, 'auth'> = {},
): Promise<unknown[][]> {
  const socket = io(url, options);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const answers: unknown[][] = [];
  for (const { event, args, ack } of messages) {
    if (!ack) {
      socket.emit(event, ...args);
      continue;
    }
    answers.push(
      await new Promise((resolve) => {
        socket.emit(event, ...args, (...answer: unknown[]) => resolve(answer));
      }),
    );
  }
  socket.disconnect();
  return answers;
}
