import {
  type AnyReply,
  type CallMeta,
  type Contract,
  EventError,
  fail,
  type Issue,
  ownValue,
  type Path,
  unifyBytes,
} from '@switchboard/contract';
import { CallWindow } from './call-window.ts';
import { checkReply, type ValidationMode } from './check.ts';
import { type AckingSocket, LateReplies, type LateReply } from './devtools/late-replies.ts';
import { type Listeners, reportFailure } from './listeners.ts';
import { OrderedLane, type Turn } from './ordered-lane.ts';
import { Outbox } from './outbox.ts';
import { failure, lost, PendingCalls, STOPPED } from './pending-calls.ts';
import { callWithRetry, newCallId, planRetry, type RetryPlan, type RetryPolicy } from './retry.ts';
import type { MeasuredSocket, SendLimits, Weighed } from './send-limits.ts';
import type { SocketConnection } from './socket/socket-connection.ts';
import type { Traffic } from './traffic.ts';
import { toWireValue } from './wire-value.ts';

/** A checked payload. */
export interface Outgoing {
  readonly event: string;
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
  /** What the event takes, where it is held to it. */
  readonly maxBytes: number | undefined;
}

/** What is needed of a Socket of socket.io-client, whose own types only client.ts may know. */
export interface CallingSocket extends AckingSocket, Omit<MeasuredSocket, 'io' | 'ids'> {
  readonly io: AckingSocket['io'] & MeasuredSocket['io'];
  readonly id?: string | undefined;
  readonly connected: boolean;
  /** What waits for a connection. */
  sendBuffer: { readonly data: readonly unknown[] }[];
  emit(event: string, payload: unknown): unknown;
  timeout(ms: number): { emit(event: string, ...args: unknown[]): unknown };
  onAnyOutgoing(listener: (event: string, payload: unknown, meta?: CallMeta) => void): unknown;
}

export interface CallsOptions {
  readonly contract: Contract;
  readonly socket: CallingSocket;
  readonly connection: SocketConnection;
  readonly limits: SendLimits;
  readonly traffic: Listeners<Traffic>;
  readonly late: Listeners<LateReply>;
  /** Of replies. */
  readonly mode: ValidationMode;
}

const NO_TURN = 'The calls before it took too long: this call was not sent.';

/** What one client sends: calls, each of which settles once, and sends. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #late: LateReplies;
  readonly #pending = new PendingCalls();
  readonly #lane = new OrderedLane();
  readonly #outbox: Outbox;
  #count = 0;

  constructor(options: CallsOptions) {
    this.#options = options;
    const { socket, connection, limits } = options;
    this.#late = new LateReplies(socket);
    this.#outbox = new Outbox(() => socket.connected, limits.pace);
    connection.onState(({ status }) => {
      if (status === 'connected') return this.#outbox.flush();
      limits.pace.restart();
      if (!connection.isClosed) return;
      this.#outbox.clear();
      this.#pending.loseAll();
    });
    socket.onAnyOutgoing((_event, _payload, meta) => {
      this.#outbox.note();
      if (meta) this.#pending.leave(meta);
    });
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
    const isOver = this.#options.connection.isClosed || limits.signal?.aborted;
    const { tooLarge } = this.#weigh(outgoing, toMeta(named), limits.maxBytes);
    if (tooLarge && !isOver)
      return this.#attempt(outgoing, named, failure('PAYLOAD_TOO_LARGE', { message: tooLarge }));
    if (spec?.policy?.order === 'socket' && !isOver) return this.#callInOrder(outgoing, named, plan);
    return this.#start(outgoing, named, { plan });
  }

  /**
   * Sends without waiting for anything; dropped where there is no connection and none is being made. Throws EventError
   * BAD_REQUEST for a payload that cannot be encoded, PAYLOAD_TOO_LARGE for one that the server would not take.
   */
  send(unencoded: Outgoing, maxBytes: number | undefined): void {
    const outgoing = encode(unencoded);
    const { connection, contract, socket, traffic } = this.#options;
    const { cost } = this.#assertSendable(outgoing, maxBytes);
    const go = (): void => {
      if (connection.isClosed) return;
      const at = Date.now();
      const call = ++this.#count;
      const emit = (): void => {
        this.#assertSendable(outgoing, maxBytes);
        socket.emit(outgoing.event, outgoing.payload);
      };
      const seen = connection.wire.frameOutgoing(() =>
        this.#outbox.post({ cost, send: () => attempt(emit) }),
      );
      traffic.notify({ kind: 'send', at, call, ...outgoing, ...seen });
    };
    const { order } = ownValue(contract.clientEventMap, outgoing.event)?.policy ?? {};
    if (order === 'socket' && !connection.isClosed)
      this.#lane.enter({ holds: false, sentOn: undefined, go }, socket.id);
    else go();
  }

  /** Throws EventError PAYLOAD_TOO_LARGE for a send that the server would not take. */
  #assertSendable(outgoing: Outgoing, maxBytes: number | undefined): Weighed {
    const weighed = this.#weigh(outgoing, undefined, maxBytes);
    if (weighed.tooLarge) throw new EventError('PAYLOAD_TOO_LARGE', { message: weighed.tooLarge });
    return weighed;
  }

  #weigh({ event, payload }: Outgoing, meta: CallMeta | undefined, maxBytes: number | undefined): Weighed {
    return this.#options.limits.weigh(meta ? [event, payload, meta] : [event, payload], maxBytes);
  }

  /** DISCONNECTED, with the reason where the server cut the connection. */
  #lost(written: boolean): AnyReply {
    const { state } = this.#options.connection;
    return lost(written, 'problem' in state ? state.problem : undefined);
  }

  /** Starts the call when it is its turn. A call that gets none in its time is not sent. */
  #callInOrder(outgoing: Outgoing, limits: CallLimits, plan: RetryPlan | undefined): Promise<AnyReply> {
    const { connection, socket } = this.#options;
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
        const unsent = socket.connected ? failure('TIMEOUT', { message: NO_TURN }) : this.#lost(false);
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
    const { connection, contract, mode, traffic } = this.#options;
    const { event } = outgoing;
    const call = ++this.#count;
    const at = Date.now();
    const start = performance.now();
    const id = limits.id === undefined ? {} : { id: limits.id };
    const reportCall = (seen: Pick<Traffic, 'frames'>): void => {
      traffic.notify({ kind: 'call', at, call, ...outgoing, ...id, ...seen });
    };
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const spec = ownValue(contract.clientEventMap, event);
        const { value: reply, ...checked } = checkReply(spec, unifyBytes(raw), mode);
        const latency = performance.now() - start;
        const seen = connection.wire.takeIncoming();
        traffic.notify({ kind: 'reply', at: Date.now(), call, event, reply, latency, ...checked, ...seen });
        resolve(reply);
      };
      const stopped = limits.signal?.aborted ? STOPPED : undefined;
      const refusal = unsent ?? (connection.isClosed ? this.#lost(false) : stopped);
      if (!refusal) return this.#exchange({ outgoing, call, start, reportCall }, limits, settle);
      reportCall({});
      settle(refusal);
    });
  }

  /** Sends the call in its turn, and waits for its reply. */
  #exchange(
    { outgoing, call, start, reportCall }: Exchange,
    limits: CallLimits,
    settle: (raw: unknown) => void,
  ): void {
    const { connection, late, limits: serverLimits, socket } = this.#options;
    const { event, payload } = outgoing;
    const { timeout, signal, maxBytes } = limits;
    const meta = toMeta(limits);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isReported = false;
    const report = (seen: Pick<Traffic, 'frames'>): void => {
      if (!isReported) reportCall(seen);
      isReported = true;
    };
    const finish = this.#pending.start(meta, signal, (raw) => {
      clearTimeout(timer);
      this.#outbox.withdraw(parcel);
      socket.sendBuffer = socket.sendBuffer.filter(({ data }) => data[2] !== meta);
      settle(raw);
    });
    const send = (mark: number): void => {
      clearTimeout(timer);
      const { tooLarge } = this.#weigh(outgoing, meta, maxBytes);
      if (tooLarge) throw new EventError('PAYLOAD_TOO_LARGE', { message: tooLarge });
      const ackId = this.#late.nextId;
      const onReply = (error: Error | null, reply: unknown): void => {
        if (!error) {
          serverLimits.pace.arrived(mark);
          finish(reply);
          this.#outbox.flush();
          return;
        }
        const written = this.#pending.hasLeft(meta);
        this.#late.expect(ackId, (code) => {
          late.notify({ at: Date.now(), call, event, code, latency: performance.now() - start });
        });
        finish(written && socket.connected ? failure('TIMEOUT') : this.#lost(written));
      };
      const left = Math.max(1, timeout - (performance.now() - start));
      report(connection.wire.frameOutgoing(() => socket.timeout(left).emit(event, payload, meta, onReply)));
    };
    const parcel = {
      cost: this.#weigh(outgoing, meta, maxBytes).cost,
      send: (mark: number): void => {
        try {
          send(mark);
        } catch (error) {
          report({});
          finish(unsendable(error));
        }
      },
    };
    if (!this.#outbox.post(parcel)) {
      const giveUp = (): void =>
        finish(socket.connected ? failure('TIMEOUT', { message: NO_TURN }) : this.#lost(false));
      timer = setTimeout(giveUp, timeout);
    }
    report({});
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

function toMeta({ timeout, id }: CallLimits): CallMeta {
  return { deadline: timeout, ...(id !== undefined && { id }) };
}

/** Socket.IO keeps some names for itself, and throws for them. */
function unsendable(error: unknown): AnyReply {
  if (error instanceof EventError) return fail(error.toBody());
  return failure('BAD_REQUEST', { message: `This call cannot be sent: ${String(error)}` });
}

/** What fails when it is sent late has nobody left to fail for. */
function attempt(emit: () => void): void {
  try {
    emit();
  } catch (error) {
    reportFailure(error);
  }
}

interface Retries {
  readonly plan: RetryPlan | undefined;
  /** Called right before each attempt. */
  readonly onAttempt?: () => void;
}

/** One message on its way; `start` on the clock of `performance.now()`. */
interface Exchange {
  readonly outgoing: Outgoing;
  readonly call: number;
  readonly start: number;
  /** Reports that the call leaves, with the frames that were seen of it. */
  readonly reportCall: (seen: Pick<Traffic, 'frames'>) => void;
}
