import type { ClientEngine } from '../socket/client-socket.ts';
import type { ConnectError } from '../socket/explain.ts';
import { isTransportRefused } from './connect-error.ts';

/**
 * Remembers why the first transport of an attempt failed. socket.io-client reports the last one alone, which is a
 * WebSocket as a rule, and browsers do not say why that failed.
 */
export class FirstError {
  #error: ConnectError | undefined;

  /** Call it for each new engine, at once. */
  watch({ transport }: ClientEngine): void {
    this.#error = undefined;
    transport?.once('error', (error: ConnectError) => {
      this.#error = keep(error);
    });
  }

  /** The error that explains more: a server that wants another transport has no fault of the first. */
  clearer(last: ConnectError): ConnectError {
    const first = this.#error;
    if (!first || isTransportRefused(first)) return last;
    return first;
  }
}

/** The answer of a request can be read only until its listeners have run: then it is aborted. */
function keep(error: ConnectError): ConnectError {
  const { status, statusText, responseText } = (error.context ?? {}) as Partial<Record<string, unknown>>;
  const context = { status, statusText, responseText };
  return Object.assign(new Error(error.message), error, { context });
}
