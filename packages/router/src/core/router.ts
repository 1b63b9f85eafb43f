import {
  type AnyReply,
  type Contract,
  EventError,
  type EventMap,
  type ServerEventMap,
} from '@switchboard/contract';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type CallStore, createMemoryCallStore } from '../policies/call-store.ts';
import { Lines } from '../policies/order.ts';
import { type RateStore, withRests } from '../policies/rate-store.ts';
import { type CallRecord, type LateRecord, printable } from './call-record.ts';
import type { EventControllerMap, RouterContext } from './controller.ts';
import type { IncomingCall } from './dispatch.ts';
import { InFlight } from './in-flight.ts';
import type { AnyMiddleware, Handler, Middleware } from './middleware.ts';
import { nearestName } from './nearest-name.ts';
import { createRoute, DEFAULTS, type Route, type RouteDefaults } from './route.ts';
import { settleCalls } from './settle-calls.ts';
import { assertComplete, assertPolicies, type Surroundings } from './start-checks.ts';

export interface RouterOptions extends RouteDefaults, Surroundings {
  /** Told once for every call, after it settled. Must not throw. */
  readonly onSettled?: (record: CallRecord) => void;
  /** Told when a controller ends after its call settled: what it gave is dropped. Must not throw. */
  readonly onLate?: (record: LateRecord) => void;
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
   * Told once for each outage of the rate store; until it is over, each server counts for itself. Must not throw.
   * @default a process warning
   */
  readonly onRateStoreFailed?: (error: unknown) => void;
}

export interface Router<Context extends RouterContext = RouterContext> {
  readonly contract: Contract;
  has(event: unknown): boolean;
  /**
   * Settles one call, once, and neither throws nor rejects. The reply is there at once where every step is synchronous,
   * the schemas, the middlewares and the controller; otherwise as a promise.
   * `context` belongs to this call: the router and its middlewares add to it.
   */
  dispatch(call: IncomingCall, context: Context | (() => Context)): AnyReply | Promise<AnyReply>;
  /** Imports all lazy controllers. Rejects with an error that names the first event whose controller is missing. */
  load(): Promise<void>;
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

export function createRouter<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
  options: RouterOptions = {},
): RouterBuilder<C, RouterContext> {
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
  const { rateStore, onRateStoreFailed: tell = warn } = options;
  const rates = rateStore && withRests(rateStore, clock, tell);
  const services = { clock, calls: callStore, lines: new Lines(limits.queueLimit), rates };
  const inFlight = new InFlight();
  const routes = new Map<unknown, Route>();
  for (const [event, spec] of Object.entries(contract.clientEventMap)) {
    routes.set(event, createRoute(spec, map[event] as Handler, { event, middlewares, limits, services }));
  }

  const notFound = (event: unknown): EventError => {
    const name = printable(event);
    const nearest = options.suggestNames
      ? nearestName(name, Object.keys(contract.clientEventMap))
      : undefined;
    const hint = nearest ? ` Did you mean "${nearest}"?` : '';
    return new EventError('NOT_FOUND', { message: `There is no event "${name}".${hint}` });
  };

  return {
    contract,
    has: (event) => routes.has(event),
    load: async () => {
      for (const [event, route] of routes) {
        await route.load().catch((cause: unknown) => {
          throw new Error(`The controller of "${String(event)}" could not be loaded.`, { cause });
        });
      }
    },
    get inFlight() {
      return inFlight.count;
    },
    drain: () => inFlight.drain(),
    dispatch: settleCalls({
      routes,
      inFlight,
      clock,
      notFound,
      onSettled: options.onSettled,
      onLate: options.onLate,
    }),
  };
}

function warn(error: unknown): void {
  process.emitWarning(new Error('The rate store failed: each server counts for itself.', { cause: error }));
}

function withDefaults({ maxBytes, deadline, queueLimit }: RouteDefaults): Required<RouteDefaults> {
  return {
    maxBytes: maxBytes ?? DEFAULTS.maxBytes,
    deadline: deadline ?? DEFAULTS.deadline,
    queueLimit: queueLimit ?? DEFAULTS.queueLimit,
  };
}
