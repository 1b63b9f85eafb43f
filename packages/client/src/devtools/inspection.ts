import { Listeners } from '../listeners.ts';
import type { ClientSocket } from '../socket/client-socket.ts';
import { type ConnectionProblem, type ConnectionState, isClosed } from '../socket/connection-state.ts';
import { withCause } from '../socket/explain.ts';
import { missingMembers } from '../socket/private-members.ts';
import type { ConnectionStep } from './connection-step.ts';
import { explainFault } from './explain-fault.ts';
import { explainLoss } from './explain-loss.ts';
import { explainRefusal } from './explain-refusal.ts';
import { explainTransport } from './explain-transport.ts';
import { type Fault, TransportFault } from './fault.ts';
import { FirstError } from './first-error.ts';
import type { SeenFrame } from './frame.ts';
import { onEngine } from './on-engine.ts';
import { WireTap } from './wire-tap.ts';

/** What an inspection shows of a connection. Each `on` returns its undo. */
export interface Inspection {
  /** Like the state of the client; the explanations say more, and what to do: about the transport, settings of the server, faults. */
  readonly state: ConnectionState;
  /** Reports every change of `state`. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Reports what the connection goes through below its state: attempts, upgrade, heartbeats. */
  onStep(listener: (step: ConnectionStep) => void): () => void;
  /** Reports each frame that passes, heartbeats and handshakes too. */
  onFrame(listener: (seen: SeenFrame) => void): () => void;
  /** Breaks the connection on purpose; on a shared manager those of all its sockets. */
  readonly fault: Fault;
  /** Ends it: nothing is reported any more, and no fault holds. */
  stop(): void;
}

/** What is inspected. */
export interface InspectedLink {
  readonly url: string;
  readonly socket: ClientSocket;
  readonly state: ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
  connect(): void;
}

/** Inspects the connection of a socket. */
export class LinkInspection implements Inspection {
  readonly fault: TransportFault;
  readonly #link: InspectedLink;
  readonly #tap: WireTap;
  readonly #states = new Listeners<ConnectionState>();
  readonly #explained = new WeakMap<ConnectionState, ConnectionState>();
  readonly #firstError = new FirstError();
  readonly #undo: (() => void)[];

  constructor(link: InspectedLink) {
    const { socket } = link;
    reportMissing(socket);
    this.#link = link;
    this.#tap = new WireTap(socket.io);
    this.fault = new TransportFault(socket.io, () => {
      if (!isClosed(link.state) && !socket.connected) link.connect();
    });
    this.#undo = [
      () => this.fault.end(),
      () => this.#tap.stop(),
      onEngine(socket.io, (engine) => this.#firstError.watch(engine)),
      link.onState((state) => this.#states.notify(this.#explain(state))),
    ];
    if (socket.io.engine) this.#firstError.watch(socket.io.engine);
  }

  get state(): ConnectionState {
    return this.#explain(this.#link.state);
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.add(listener);
  }

  onStep(listener: (step: ConnectionStep) => void): () => void {
    return this.#tap.steps.add(listener);
  }

  onFrame(listener: (seen: SeenFrame) => void): () => void {
    return this.#tap.frames.add(listener);
  }

  stop(): void {
    for (const undo of this.#undo) undo();
  }

  /** As of its first time: later the faults are others, and the error can no longer be read. */
  #explain(state: ConnectionState): ConnectionState {
    if (!('problem' in state) || !state.problem) return state;
    const known = this.#explained.get(state);
    if (known) return known;
    const explained = { ...state, problem: this.#explainProblem(state.problem, state.status !== 'refused') };
    this.#explained.set(state, explained);
    return explained;
  }

  #explainProblem(problem: ConnectionProblem, isTriedAgain: boolean): ConnectionProblem {
    const fault = explainFault(problem.message, this.fault);
    if (fault) return fault;
    const { cause } = problem;
    if (!cause) return { ...problem, explanation: explainLoss(problem) };
    // A word of the server came over a transport that works.
    if ('data' in cause) return withCause({ ...problem, ...explainRefusal(problem, isTriedAgain) }, cause);
    const first = this.#firstError.clearer(cause);
    const explanation = explainTransport(first, this.#link.url);
    return withCause({ message: first.message, explanation }, first);
  }
}

/** Members that another version may not have: what depends on them is off, and says so. */
function reportMissing(socket: ClientSocket): void {
  const missing = missingMembers(socket);
  if (missing.length === 0) return;
  // biome-ignore lint/suspicious/noConsole: the tools have no log, and must not be wrong in silence.
  console.warn(
    `This version of socket.io-client has no ${missing.join(', ')}: the inspection shows less. Use version 4.6 or later.`,
  );
}
