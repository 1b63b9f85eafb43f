import { inspect } from 'node:util';
import {
  type AnyReply,
  type Contract,
  type EventError,
  type EventMap,
  type MaybePromise,
  refusal,
  type ServerEventMap,
  toDuration,
} from '@switchboard/contract';
import { distance } from 'fastest-levenshtein';
import { type Clock, systemClock } from '../lib/clock.ts';
import { toCount } from '../lib/count.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { safelyOr } from '../lib/safely.ts';
import { type CallStore, createMemoryCallStore } from '../policies/call-store.ts';
import type { CallCosts } from '../policies/cost.ts';
import { Lines } from '../policies/order.ts';
import { type RateStore, withRests } from '../policies/rate-store.ts';
import type { EventControllerMap } from './controller.ts';
import type { IncomingCall } from './dispatch.ts';
import type { AnyMiddleware, Handler, Middleware } from './middleware.ts';
import { createRoute, DEFAULTS, type Route, type RouteDefaults } from './route.ts';
import { type CallFailure, type CallRecord, type LateRecord, printable, Settlement } from './settle.ts';
import { assertComplete, assertContract, assertPolicies, type StartChecks } from './start-checks.ts';

export interface RouterOptions extends RouteDefaults, StartChecks {
  /** Gets one record of every call, once it has settled. */
  readonly onSettled?: (record: CallRecord) => unknown;
  /** Gets a record when a controller ends after its call has settled. Its result is dropped. */
  readonly onLate?: (record: LateRecord) => unknown;
  /**
   * Gets every failure of the server itself, once: the error that was thrown, or what breaks the contract, is its `cause`.
   * What it fails to take is written to stderr.
   * @default writes it to stderr, with cause and stack
   */
  readonly onFailure?: (failure: CallFailure) => unknown;
  /**
   * Whether NOT_FOUND names the nearest event: helpful in development.
   * @default false
   */
  readonly suggestNames?: boolean;
  /** @default the system's own */
  readonly clock?: Clock;
  /**
   * Where the replies of idempotent calls are kept.
   * @default in memory
   */
  readonly callStore?: CallStore;
  /**
   * Where the rates of identities are kept, for several servers to share. The rates of sockets are each server's own.
   * @default in this router
   */
  readonly rateStore?: RateStore;
  /**
   * Called once for each outage of the rate store. Until it is over, each server counts for itself.
   * @default a process warning
   */
  readonly onRateStoreFailed?: (error: unknown) => unknown;
  /**
   * Charges callers with the bytes that their calls move: see `createCallCosts`.
   * @default nobody is charged
   */
  readonly costs?: CallCosts;
}

export interface Router<Context extends RouterContext = RouterContext> {
  readonly contract: Contract;
  /** For transports: charges the reply of a call. */
  readonly costs?: CallCosts | undefined;
  has(event: unknown): boolean;
  /**
   * Settles one call: gives its reply, once, as a promise only where something had to be waited for; never throws or rejects.
   * `context` belongs to this call: the router and its middlewares add to it.
   */
  dispatch(call: IncomingCall, context: Context | (() => Context)): MaybePromise<AnyReply>;
  /** Imports all lazy controllers. Rejects with an error that names the first event whose controller is missing. */
  load(): Promise<void>;
  /**
   * For transports: passes on a failure that came after the call had settled, such as a reply that cannot be encoded, to
   * `onFailure`. Never throws.
   */
  report(failure: CallFailure): void;
  /** How many calls have begun and not settled. */
  readonly inFlight: number;
  /** Answers every new call SERVICE_UNAVAILABLE from now on. Resolves when those in flight have settled. */
  drain(): Promise<void>;
}

export interface RouterBuilder<M extends EventMap, Base extends RouterContext, Context extends Base = Base> {
  /** Says what the transport gives with every call. Comes first. */
  context<NewBase extends RouterContext>(): RouterBuilder<M, NewBase>;
  /** Adds a middleware; what it passes to `next` is in the context from here on. */
  use<Added extends object = Record<never, never>>(
    middleware: Middleware<Context, Added>,
  ): RouterBuilder<M, Base, Context & Added>;
  /**
   * Ends the chain. Does not compile, and throws a TypeError that names the events,
   * while one has no controller or a controller has no event.
   */
  controllers(map: EventControllerMap<M, Context>): Router<Base>;
}

/**
 * Begins a router for the client events of a contract: `createRouter(contract).controllers(…)`.
 * Throws a TypeError for what is no contract.
 */
export function createRouter<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
  options: RouterOptions = {},
): RouterBuilder<C, RouterContext> {
  assertContract(contract);
  const build = (middlewares: readonly AnyMiddleware[]): object => ({
    context: () => build(middlewares),
    use: (middleware: AnyMiddleware) => build([...middlewares, middleware]),
    controllers: (map: Record<string, Handler>) => assemble(contract, map, { middlewares, options }),
  });
  return build([]) as RouterBuilder<C, RouterContext>;
}

function assemble(
  contract: Contract,
  map: Record<string, Handler>,
  { middlewares, options }: { middlewares: readonly AnyMiddleware[]; options: RouterOptions },
): Router {
  const { clock = systemClock, callStore = createMemoryCallStore({ clock }) } = options;
  const limits = withDefaults(options);
  assertComplete(contract.clientEventMap, map);
  assertPolicies(contract.clientEventMap, options, limits.deadline);
  const { rateStore, onRateStoreFailed = warn, costs } = options;
  const rates = rateStore && withRests(rateStore, clock, onRateStoreFailed);
  const services = { clock, calls: callStore, lines: new Lines(limits.queueLimit), rates, costs };
  const routes = new Map<unknown, Route>();
  for (const [event, spec] of Object.entries(contract.clientEventMap)) {
    routes.set(event, createRoute(spec, map[event] as Handler, { event, middlewares, limits, services }));
  }
  const { onSettled, onLate, onFailure = logFailure } = options;
  const report = (failure: CallFailure): void =>
    safelyOr(() => logFailure(failure), 'onFailure', onFailure, failure);
  const settlement = new Settlement(routes, clock, { onSettled, onLate, report });

  const notFound = (event: unknown): EventError => {
    const name = printable(event);
    const nearest = options.suggestNames && nearestName(name, Object.keys(contract.clientEventMap));
    const hint = nearest ? ` Did you mean "${nearest}"?` : '';
    return refusal('NOT_FOUND', { message: `There is no event "${name}".${hint}` });
  };

  return {
    contract,
    costs,
    has: (event) => routes.has(event),
    load: async () => {
      for (const [event, route] of routes) {
        await route.load().catch((cause: unknown) => {
          throw new Error(`The controller of "${String(event)}" could not be loaded.`, { cause });
        });
      }
    },
    get inFlight() {
      return settlement.inFlight;
    },
    drain: () => settlement.drain(),
    report,
    dispatch: (call, context) => settlement.settle(call, context, notFound),
  };
}

/** The name that `typed` was probably meant to be, or `undefined` if none is near (a third of its length off). */
function nearestName(typed: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, off: distance(typed, name) })).sort((a, b) => a.off - b.off);
  const [best] = ranked;
  return best && best.off <= typed.length / 3 ? best.name : undefined;
}

/** How many levels of causes are written. */
const CAUSES = 6;

function logFailure({ event, error }: CallFailure): void {
  // biome-ignore lint/suspicious/noConsole: the last resort of a router without a log, for the server's operator.
  console.error(
    `The call of ${JSON.stringify(event)} failed on the server:`,
    inspect(error, { depth: CAUSES }),
  );
}

function warn(error: unknown): void {
  process.emitWarning(new Error('The rate store failed: each server counts for itself.', { cause: error }));
}

function withDefaults({
  maxBytes = DEFAULTS.maxBytes,
  deadline = DEFAULTS.deadline,
  queueLimit = DEFAULTS.queueLimit,
}: RouteDefaults): Required<RouteDefaults> {
  return {
    maxBytes: toCount(maxBytes, 'maxBytes', 1),
    deadline: toDuration(deadline, 'deadline'),
    queueLimit: toCount(queueLimit, 'queueLimit', 0),
  };
}
