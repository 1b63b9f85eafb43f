import {
  type AnyReply,
  type CallMeta,
  type Contract,
  EventError,
  type Issue,
  ownValue,
  type Path,
  unifyBytes,
} from '@switchboard/contract';
import { CallWindow } from './call-window.ts';
import { checkReply, type ValidationMode } from './check.ts';
import type { Listeners } from './listeners.ts';
import { OrderedLane, type Turn } from './ordered-lane.ts';
import { failure, lost, PendingCalls, STOPPED } from './pending-calls.ts';
import { callWithRetry, newCallId, planRetry, type RetryPlan, type RetryPolicy } from './retry.ts';
import { isClosed } from './socket/connection-state.ts';
import type { SocketConnection } from './socket/socket-connection.ts';
import type { Traffic } from './traffic.ts';
import { toWireValue } from './wire-value.ts';

/** A checked payload. */
export interface Outgoing {
  readonly event: string;
  /** `undefined` for none. */
  readonly payload: unknown;
  readonly issues: readonly Issue[];
  readonly dropped?: readonly Path[];
  /** From 1, where there may be more than one. */
  readonly attempt?: number;
}

export interface CallLimits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly id: string | undefined;
  readonly retry: RetryPolicy | undefined;
}

export interface CallsOptions {
  readonly contract: Contract;
  readonly connection: SocketConnection;
  readonly traffic: Listeners<Traffic>;
  /** Of replies. */
  readonly mode: ValidationMode;
}

const NO_TURN = 'The calls before it took too long: this call was not sent.';

/** What one client sends: calls, each of which settles once, and sends. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #pending = new PendingCalls();
  readonly #lane = new OrderedLane();
  #count = 0;

  constructor(options: CallsOptions) {
    this.#options = options;
    options.connection.onState((state) => {
      if (isClosed(state)) this.#pending.loseAll();
      else if (state.status === 'connected') this.#pending.leaveAll();
    });
  }

  /** A packet of the socket leaves now, with these arguments. */
  leave([_event, _payload, meta]: readonly unknown[]): void {
    this.#pending.leave(meta as CallMeta);
  }

  get #isClosed(): boolean {
    return isClosed(this.#options.connection.state);
  }

  /** Resolves to the reply, once; never rejects. A payload that cannot be encoded is BAD_REQUEST. */
  call(unencoded: Outgoing, limits: CallLimits): Promise<AnyReply> {
    let outgoing: Outgoing;
    try {
      outgoing = encode(unencoded);
    } catch (error) {
      return this.#attempt(unencoded, limits, failure('BAD_REQUEST', { message: (error as Error).message }));
    }
    const spec = ownValue(this.#options.contract.clientEventMap, outgoing.event);
    const plan = planRetry(limits.retry, spec);
    const named = plan ? { ...limits, id: limits.id ?? newCallId() } : limits;
    const isOver = this.#isClosed || limits.signal?.aborted;
    if (spec?.policy?.order === 'socket' && !isOver) return this.#callInOrder(outgoing, named, plan);
    return this.#start(outgoing, named, { plan });
  }

  /**
   * Sends without waiting for anything; dropped where there is no connection and none is being made. Throws EventError
   * BAD_REQUEST for a payload that cannot be encoded.
   */
  send(unencoded: Outgoing): void {
    const outgoing = encode(unencoded);
    const { connection, contract, traffic } = this.#options;
    const { socket } = connection;
    const { event, payload } = outgoing;
    const go = (): void => {
      if (this.#isClosed) return;
      const at = Date.now();
      const call = ++this.#count;
      if (payload === undefined) socket.emit(event);
      else socket.emit(event, payload);
      traffic.notify({ kind: 'send', at, call, ...outgoing, payload: payload ?? null });
    };
    const { order } = ownValue(contract.clientEventMap, event)?.policy ?? {};
    if (order === 'socket' && !this.#isClosed)
      this.#lane.enter({ holds: false, sentOn: undefined, go }, socket.id);
    else go();
  }

  /** Starts the call when it is its turn. A call that gets none in its time is not sent. */
  #callInOrder(outgoing: Outgoing, limits: CallLimits, plan: RetryPlan | undefined): Promise<AnyReply> {
    const { connection } = this.#options;
    const { socket } = connection;
    const window = new CallWindow(connection, limits.timeout, limits.signal);
    return new Promise((resolve) => {
      const settle = (reply: AnyReply): void => {
        this.#lane.leave(turn);
        resolve(reply);
      };
      const onAttempt = (): void => {
        turn.sentOn = socket.id;
      };
      const turn: Turn = {
        holds: plan !== undefined,
        sentOn: undefined,
        go: () => {
          window.end();
          const timeout = Math.max(1, window.left);
          void this.#start(outgoing, { ...limits, timeout }, { plan, onAttempt }).then(settle);
        },
      };
      window.onOver(() => {
        window.end();
        this.#lane.leave(turn);
        const unsent = socket.connected ? failure('TIMEOUT', { message: NO_TURN }) : lost(false);
        void this.#attempt(outgoing, limits, limits.signal?.aborted ? STOPPED : unsent).then(settle);
      });
      this.#lane.enter(turn, socket.id);
    });
  }

  #start(outgoing: Outgoing, limits: CallLimits, { plan, onAttempt }: Retries): Promise<AnyReply> {
    if (!plan) return this.#attempt(outgoing, limits);
    const { timeout, signal } = limits;
    const attempt = (number: number, timeLeft: number): Promise<AnyReply> => {
      onAttempt?.();
      return this.#attempt({ ...outgoing, attempt: number }, { ...limits, timeout: timeLeft });
    };
    return callWithRetry(plan, { link: this.#options.connection, timeout, signal, attempt });
  }

  /** One attempt; `unsent` is the reply to a call that is not to be sent any more. */
  #attempt(outgoing: Outgoing, limits: CallLimits, unsent?: AnyReply): Promise<AnyReply> {
    const { contract, mode, traffic } = this.#options;
    const { event } = outgoing;
    const call = ++this.#count;
    const at = Date.now();
    const start = performance.now();
    const id = limits.id === undefined ? {} : { id: limits.id };
    const payload = outgoing.payload ?? null;
    const reportCall = (): void => {
      traffic.notify({ kind: 'call', at, call, ...outgoing, payload, ...id });
    };
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const spec = ownValue(contract.clientEventMap, event);
        const { value: reply, ...checked } = checkReply(spec, unifyBytes(raw), mode);
        const latency = performance.now() - start;
        traffic.notify({ kind: 'reply', at: Date.now(), call, event, reply, latency, ...checked });
        resolve(reply);
      };
      const stopped = limits.signal?.aborted ? STOPPED : undefined;
      const refusal = unsent ?? (this.#isClosed ? lost(false) : stopped);
      if (!refusal) return this.#exchange(outgoing, limits, { reportCall, settle });
      reportCall();
      settle(refusal);
    });
  }

  #exchange({ event, payload }: Outgoing, limits: CallLimits, { reportCall, settle }: Exchange): void {
    const { contract } = this.#options;
    const { socket } = this.#options.connection;
    const { timeout, signal, id } = limits;
    const meta: CallMeta = { deadline: timeout, ...(id !== undefined && { id }) };
    const hasMeta = id !== undefined || ownValue(contract.clientEventMap, event) !== undefined;
    const args = hasMeta ? [payload ?? null, meta] : payload === undefined ? [] : [payload];
    let packet: unknown;
    const finish = this.#pending.start(meta, signal, (raw) => {
      if (packet) socket.sendBuffer = socket.sendBuffer.filter((waiting) => waiting !== packet);
      settle(raw);
    });
    const onReply = (error: Error | null, reply: unknown): void => {
      const written = this.#pending.hasLeft(meta);
      const unanswered = (): AnyReply => (written && socket.connected ? failure('TIMEOUT') : lost(written));
      finish(error ? unanswered() : reply);
    };
    const { length } = socket.sendBuffer;
    try {
      socket.timeout(timeout).emit(event, ...args, onReply);
    } catch (error) {
      // Socket.IO keeps some names for itself.
      reportCall();
      finish(failure('BAD_REQUEST', { message: `This call cannot be sent: ${String(error)}` }));
      return;
    }
    if (socket.sendBuffer.length > length) packet = socket.sendBuffer.at(-1);
    else this.#pending.leave(meta);
    reportCall();
  }
}

/** The payload as it is now, in the form in which it is sent, whenever that is. Throws EventError BAD_REQUEST if it has none. */
function encode(outgoing: Outgoing): Outgoing {
  try {
    return { ...outgoing, event: String(outgoing.event), payload: toWireValue(outgoing.payload) };
  } catch (cause) {
    throw new EventError('BAD_REQUEST', { message: `This payload cannot be sent: ${String(cause)}`, cause });
  }
}

interface Retries {
  readonly plan: RetryPlan | undefined;
  /** Called right before each attempt. */
  readonly onAttempt?: () => void;
}

interface Exchange {
  /** Reports that the call leaves. */
  readonly reportCall: () => void;
  /** Gets what comes of it, once. */
  readonly settle: (raw: unknown) => void;
}
