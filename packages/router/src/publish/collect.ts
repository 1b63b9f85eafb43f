import type { Issue, ResponseOutput } from '@switchboard/contract';

/** How one socket answered an event that has a response. */
export type Outcome<S> =
  | { readonly socketId: string; readonly ok: true; readonly data: ResponseOutput<S> }
  | { readonly socketId: string; readonly ok: false; readonly code: 'TIMEOUT' | 'DISCONNECTED' }
  | {
      readonly socketId: string;
      readonly ok: false;
      /** The answer breaks the contract. */
      readonly code: 'BAD_RESPONSE';
      readonly issues: readonly Issue[];
    };

export type AnyOutcome =
  | Outcome<{ readonly response: never }>
  | { socketId: string; ok: true; data: unknown };

/** A socket of this process, or (without `once`) of another. */
export interface AnsweringSocket {
  readonly id: string;
  readonly connected?: boolean;
  timeout(ms: number): { emit(event: string, ...args: unknown[]): unknown };
  once?(event: 'disconnect', listener: () => void): unknown;
  off?(event: 'disconnect', listener: () => void): unknown;
}

export interface Question {
  readonly event: string;
  /** The payload, if there is one. */
  readonly args: readonly unknown[];
  /** Milliseconds. */
  readonly timeout: number;
  /** Makes an outcome of what the socket answered. */
  readonly read: (socketId: string, answer: unknown) => AnyOutcome;
}

/**
 * Sends an event to one socket and resolves to its outcome; it never rejects. A socket of this process that has gone, or that
 * cannot be asked, is DISCONNECTED at once; one of another process that has gone is TIMEOUT.
 */
function ask(socket: AnsweringSocket, { event, args, timeout, read }: Question): Promise<AnyOutcome> {
  const { id: socketId } = socket;
  return new Promise((resolve) => {
    const settle = (outcome: AnyOutcome): void => {
      socket.off?.('disconnect', onDisconnect);
      resolve(outcome);
    };
    const onDisconnect = (): void => settle({ socketId, ok: false, code: 'DISCONNECTED' });
    if (socket.connected === false) return onDisconnect();
    socket.once?.('disconnect', onDisconnect);
    try {
      socket.timeout(timeout).emit(event, ...args, (error: Error | null, answer: unknown) => {
        settle(error ? { socketId, ok: false, code: 'TIMEOUT' } : read(socketId, answer));
      });
    } catch (error) {
      warn('A socket could not be asked.', error);
      onDisconnect();
    }
  });
}

/** Asks every socket of the target; only those of this process where the others cannot be listed. Never rejects. */
export async function askAll(target: AskableTarget, question: Question): Promise<AnyOutcome[]> {
  const sockets = await socketsOf(target);
  return Promise.all(sockets.map((socket) => ask(socket, question)));
}

/** A socket, or what stands for many. */
export type AskableTarget = AnsweringSocket | ManySockets;

interface ManySockets {
  readonly local: { fetchSockets(): Promise<AnsweringSocket[]> };
  fetchSockets(): Promise<AnsweringSocket[]>;
}

async function socketsOf(target: AskableTarget): Promise<AnsweringSocket[]> {
  if (!('fetchSockets' in target)) return [target];
  try {
    return await target.fetchSockets();
  } catch (error) {
    warn('Only the sockets of this process are asked.', error);
  }
  try {
    return await target.local.fetchSockets();
  } catch (error) {
    warn('The sockets of this process could not be listed: none is asked.', error);
    return [];
  }
}

function warn(message: string, cause: unknown): void {
  process.emitWarning(new Error(message, { cause }));
}
