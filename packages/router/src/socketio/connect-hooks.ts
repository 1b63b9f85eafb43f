import { EventError, statusOf, toEventError } from '@switchboard/contract';
import { systemClock } from '../lib/clock.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import { safely } from '../lib/safely.ts';
import { underDeadline } from '../policies/deadline.ts';

/** What a hook learns beside the socket. */
export interface Connection<Params> {
  /** From the namespace's path. */
  readonly params: Params;
  /** Aborted when the hook's time is up, or the socket disconnects. */
  readonly signal: AbortSignal;
}

export interface HookFailure {
  readonly hook: 'admit' | 'onConnect' | 'onDisconnect';
  readonly socketId: string;
  /** What the hook threw; INTERNAL_SERVER_ERROR with its cause for anything but an EventError. */
  readonly error: EventError;
}

/** What happens at both ends of a connection. What a hook throws is never an unhandled rejection. */
export interface ConnectHooks<Socket, Params> {
  /**
   * Says who may connect: runs before the client is connected, so that what it throws reaches the client
   * as `connect_error` with the error's body in `data`. Socket.IO skips it for a recovered connection; it then runs
   * first thing after, like `onConnect`.
   */
  readonly admit?: (socket: Socket, connection: Connection<Params>) => unknown;
  /**
   * Makes the connection ready: joins rooms, loads what the controllers need. Events of the contract that arrive meanwhile
   * wait, in order. If it throws, they are answered with its error and the socket is disconnected.
   */
  readonly onConnect?: (socket: Socket, connection: Connection<Params>) => unknown;
  /**
   * Runs once for every socket that connected, whatever became of `onConnect`, with Socket.IO's reason.
   * Until its first `await` the socket is still in its rooms.
   */
  readonly onDisconnect?: (
    socket: Socket,
    reason: string,
    connection: { readonly params: Params },
  ) => unknown;
  /**
   * Milliseconds that `admit` and `onConnect` may each take; then they fail with TIMEOUT.
   * @default 10,000
   */
  readonly hookTimeout?: number;
  /**
   * How many events of the contract may wait for `onConnect`; those beyond are answered with SERVICE_UNAVAILABLE.
   * @default 32
   */
  readonly maxQueued?: number;
  /**
   * Gets what a hook threw, refusals included. What it throws itself changes nothing.
   * @default a process warning for what is the server's fault
   */
  readonly onHookFailed?: (failure: HookFailure) => unknown;
}

/** Throws a TypeError for a hook that is no function: it would let in everybody. */
export function assertHooks(hooks: ConnectHooks<never, never>): void {
  for (const name of ['admit', 'onConnect', 'onDisconnect', 'onHookFailed'] as const) {
    const hook: unknown = hooks[name];
    if (hook !== undefined && typeof hook !== 'function')
      throw new TypeError(`\`${name}\` must be a function.`);
  }
}

interface HookRun {
  readonly hook: HookFailure['hook'];
  readonly socketId: string;
  readonly ms: number;
  readonly closed: EndSignal | undefined;
  readonly onFailed: ((failure: HookFailure) => unknown) | undefined;
}

/**
 * Runs a hook within its time. Resolves to what went wrong, never rejects; to DISCONNECTED, which is not reported, if the
 * socket went first.
 */
export async function runHook(
  { hook, socketId, ms, closed, onFailed = warn }: HookRun,
  task: (signal: AbortSignal) => unknown,
): Promise<EventError | undefined> {
  const report = (error: EventError): void => safely('onHookFailed', onFailed, { hook, socketId, error });
  const onLate = ({ error }: { readonly error?: unknown }): void => {
    if (error !== undefined) report(toEventError(error));
  };
  try {
    const deadline = { ms, at: systemClock.now(), parent: closed, clock: systemClock, onLate };
    await underDeadline<unknown>(deadline, function* ({ signal }) {
      yield Promise.resolve(task(signal));
    });
    return undefined;
  } catch (thrown) {
    const error = toEncodable(toEventError(thrown));
    if (!closed?.aborted) report(error);
    return error;
  }
}

/** Runs a hook that nobody waits for. Its synchronous part runs at once. */
export function startHook(
  { hook, socketId, onFailed = warn }: Omit<HookRun, 'ms' | 'closed'>,
  task: () => unknown,
): void {
  const run = async (): Promise<unknown> => task();
  run().catch((thrown: unknown) =>
    safely('onHookFailed', onFailed, { hook, socketId, error: toEventError(thrown) }),
  );
}

/** The process would end where Socket.IO could not encode the error with which a connection is refused. */
function toEncodable(error: EventError): EventError {
  try {
    JSON.stringify(error.toBody());
    return error;
  } catch (cause) {
    const reason = new Error(`The data of the error ${error.code} cannot be encoded.`, { cause });
    return new EventError('INTERNAL_SERVER_ERROR', { cause: reason });
  }
}

function warn({ hook, error }: HookFailure): void {
  if (statusOf(error.code) < 500) return;
  process.emitWarning(
    new Error(`The hook ${hook} failed: ${error.message}`, { cause: error.cause ?? error }),
  );
}
