import {
  type AnyReply,
  type CallMeta,
  type Contract,
  ownValue,
  thrownText,
  unifyBytes,
} from '@switchboard/contract';
import { CallWindow } from './call-window.ts';
import { checkReply, type ValidationMode } from './check.ts';
import { type Listeners, tryNow } from './listeners.ts';
import { OrderedLane, type Turn } from './ordered-lane.ts';
import { Outbox } from './outbox.ts';
import { assertSendable, type CallLimits, encode, type Outgoing, toMeta } from './outgoing.ts';
import { failure, lost, PendingCalls, type Settle, STOPPED } from './pending-calls.ts';
import { callWithRetry, newCallId, planRetry, type RetryPlan } from './retry.ts';
import type { SendLimits, Weighed } from './send-limits.ts';
import { isClosed, problemOf } from './socket/connection-state.ts';
import { isOpen } from './socket/private-members.ts';
import type { SocketConnection } from './socket/socket-connection.ts';
import type { Traffic } from './traffic.ts';

export interface CallsOptions {
  readonly contract: Contract;
  readonly connection: SocketConnection;
  readonly limits: SendLimits;
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
  readonly #outbox: Outbox;
  #count = 0;

  constructor(options: CallsOptions) {
    this.#options = options;
    const { connection, limits } = options;
    this.#outbox = new Outbox(() => isOpen(connection.socket), limits.pace);
    connection.onState((state) => {
      if (state.status === 'connected') return this.#outbox.flush();
      const isOver = isClosed(state);
      if (isOver) this.#outbox.clear();
      this.#pending.lose(isOver, problemOf(state));
    });
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
    const { tooLarge } = this.#weigh(this.#argsOf(outgoing, toMeta(named)), limits.maxBytes);
    if (tooLarge && !isOver)
      return this.#attempt(outgoing, named, failure('PAYLOAD_TOO_LARGE', { message: tooLarge }));
    if (spec?.policy?.order === 'socket' && !isOver) return this.#callInOrder(outgoing, named, plan);
    return this.#start(outgoing, named, { plan });
  }

  /**
   * Sends without waiting for anything; dropped where there is no connection and none is being made. Throws EventError
   * BAD_REQUEST for a payload that cannot be encoded, and PAYLOAD_TOO_LARGE for one that the server does not take.
   */
  send(unencoded: Outgoing, maxBytes: number | undefined): void {
    const outgoing = encode(unencoded);
    const { connection, contract, traffic } = this.#options;
    const { socket } = connection;
    const args = this.#argsOf(outgoing);
    const { cost } = assertSendable(this.#weigh(args, maxBytes));
    const emit = (): void => {
      assertSendable(this.#weigh(args, maxBytes));
      socket.emit(...args);
    };
    const go = (): void => {
      if (this.#isClosed) return;
      const at = Date.now();
      const call = ++this.#count;
      this.#outbox.post({ cost, send: () => tryNow(emit) });
      traffic.notify({ kind: 'send', at, call, ...outgoing, payload: outgoing.payload ?? null });
    };
    const { order } = ownValue(contract.clientEventMap, outgoing.event)?.policy ?? {};
    if (order === 'socket' && !this.#isClosed)
      this.#lane.enter({ settles: false, holds: false, sentOn: undefined, go }, socket.id);
    else go();
  }

  #weigh(args: readonly unknown[], maxBytes: number | undefined): Weighed {
    return this.#options.limits.weigh(args, maxBytes);
  }

  /** DISCONNECTED, with the reason where the server cut the connection. */
  #lost(written: boolean): AnyReply {
    return lost(written, problemOf(this.#options.connection.state));
  }

  /** The reply to a call that was not sent in its time. */
  #unsent(): AnyReply {
    const { socket } = this.#options.connection;
    return socket.connected ? failure('TIMEOUT', { message: NO_TURN }) : this.#lost(false);
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
        settles: true,
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
        void this.#attempt(outgoing, limits, limits.signal?.aborted ? STOPPED : this.#unsent()).then(settle);
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
    const { id, origin } = limits;
    const named = { ...(id !== undefined && { id }), ...(origin !== undefined && { origin }) };
    const payload = outgoing.payload ?? null;
    const reportCall = (): void => {
      traffic.notify({ kind: 'call', at, call, ...outgoing, payload, ...named });
    };
    return new Promise((resolve) => {
      const settle: Settle = (answer, raw) => {
        const spec = ownValue(contract.clientEventMap, event);
        const { value: reply, ...checked } = checkReply(spec, unifyBytes(answer), mode);
        const latency = performance.now() - start;
        const received = { ...checked, ...(raw && { raw }) };
        traffic.notify({ kind: 'reply', at: Date.now(), call, event, reply, latency, ...received });
        resolve(reply);
      };
      const stopped = limits.signal?.aborted ? STOPPED : undefined;
      const refusal = unsent ?? (this.#isClosed ? this.#lost(false) : stopped);
      if (!refusal) return this.#exchange(outgoing, limits, { start, reportCall, settle });
      reportCall();
      settle(refusal);
    });
  }

  /** Sends the call in its turn, and waits for its reply. */
  #exchange(outgoing: Outgoing, limits: CallLimits, { start, reportCall, settle }: Exchange): void {
    const { socket } = this.#options.connection;
    const { timeout, signal, maxBytes } = limits;
    const meta = toMeta(limits);
    const args = this.#argsOf(outgoing, meta);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pending = this.#pending.start(signal, (reply, raw) => {
      clearTimeout(timer);
      this.#outbox.withdraw(parcel);
      settle(reply, raw);
    });
    const { finish } = pending;
    const onReply = (error: Error | null, ...raw: unknown[]): void => {
      if (error) finish(socket.connected ? failure('TIMEOUT') : this.#lost(true));
      else finish(raw[0], raw);
    };
    let failed: AnyReply | undefined;
    const send = (): void => {
      clearTimeout(timer);
      pending.hasLeft = true;
      const left = Math.max(1, timeout - (performance.now() - start));
      meta.deadline = Math.ceil(left);
      try {
        const { tooLarge } = this.#weigh(args, maxBytes);
        if (tooLarge) failed = failure('PAYLOAD_TOO_LARGE', { message: tooLarge });
        else socket.timeout(left).emit(...args, onReply);
      } catch (error) {
        failed = failure('BAD_REQUEST', { message: `This call cannot be sent: ${thrownText(error)}` });
      }
      if (failed && timer) finish(failed);
    };
    const parcel = { cost: this.#weigh(args, maxBytes).cost, send };
    if (!this.#outbox.post(parcel)) timer = setTimeout(() => finish(this.#unsent()), timeout);
    reportCall();
    if (failed) finish(failed);
  }

  /** What goes on the wire. A call to an event of the contract has meta, and so has any call with an id. */
  #argsOf({ event, payload }: Outgoing, meta?: CallMeta): readonly [event: string, ...args: unknown[]] {
    const isKnown = ownValue(this.#options.contract.clientEventMap, event) !== undefined;
    if (meta && (isKnown || meta.id !== undefined)) return [event, payload ?? null, meta];
    return payload === undefined ? [event] : [event, payload];
  }
}

interface Retries {
  readonly plan: RetryPlan | undefined;
  /** Called right before each attempt. */
  readonly onAttempt?: () => void;
}

interface Exchange {
  /** Of the call, on the clock of `performance.now()`. */
  readonly start: number;
  /** Reports that the call leaves. */
  readonly reportCall: () => void;
  /** Gets what comes of it, once. */
  readonly settle: Settle;
}
