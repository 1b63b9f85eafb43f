import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** What would end the process, next: this test gets it instead of the runner. */
export async function nextFatal(event: 'uncaughtException' | 'unhandledRejection'): Promise<unknown> {
  const others = process.rawListeners(event) as (() => void)[];
  process.removeAllListeners(event);
  const putBack = (): void => {
    process.removeAllListeners(event);
    for (const other of others) process.on(event, other);
  };
  onTestFinished(putBack);
  const [error] = (await once(process, event)) as unknown[];
  return error;
}

/** The messages of the process warnings from now on. */
export function warnings(): string[] {
  const messages: string[] = [];
  const note = ({ message }: Error): void => void messages.push(message);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  return messages;
}
