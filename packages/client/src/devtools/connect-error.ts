import type { ConnectError } from '../socket/explain.ts';

/** Whether the server answered, but wants another transport. */
export function isTransportRefused(error: ConnectError): boolean {
  return engineRefusal(error) === 0;
}

/** The code in the body by which the server refuses a request, where this end may read it. */
export function engineRefusal({ context }: ConnectError): number | undefined {
  try {
    const code = read(JSON.parse(String(read(context, 'responseText'))), 'code');
    return typeof code === 'number' ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Polling has it in its error; Node's WebSocket says it in words, and a browser's not at all. */
export function statusOf({ description, context }: ConnectError, detail: string): number | undefined {
  const status = /Unexpected server response: (\d+)/.exec(detail)?.[1];
  return [description, read(context, 'status'), status === undefined ? undefined : Number(status)].find(
    (status): status is number => typeof status === 'number' && status > 0,
  );
}

/** What Node says of the cause: a WebSocket has it in the description, polling in the status text of its request. */
export function describe({ description, context }: ConnectError): string {
  const causes = [read(description, 'error'), description, read(context, 'statusText')];
  const texts = causes.flatMap((cause) => [read(cause, 'message'), read(cause, 'code')]).filter(Boolean);
  return [...new Set(texts)].join(' ');
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
