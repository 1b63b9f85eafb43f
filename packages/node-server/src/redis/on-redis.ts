import { EventError } from '@switchboard/contract';

/** Milliseconds that a command may take. */
const COMMAND_TIMEOUT = 2_000;

/** Waits for work on Redis, within a bound; a failure is for the log, the caller gets SERVICE_UNAVAILABLE. */
export async function onRedis<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time.')), COMMAND_TIMEOUT);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (cause) {
    throw new EventError('SERVICE_UNAVAILABLE', { message: 'The store is not available.', cause });
  } finally {
    clearTimeout(timer);
  }
}
