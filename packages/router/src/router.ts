import {
  type AnyReply,
  type Contract,
  EventError,
  type EventMap,
  fail,
  type ServerEventMap,
  toEventError,
} from '@switchboard/contract';
import type { EventControllerMap, RouterContext } from './controller.ts';
import { checkError, dispatch, type IncomingCall } from './dispatch.ts';
import type { AnyMiddleware, Handler, Middleware } from './middleware.ts';
import { nearestName } from './nearest-name.ts';
import { createRoute, isController, type Route, type RouteDefaults } from './route.ts';

/** How one call ended. */
export interface CallRecord {
  /** As it came off the wire, cut to 64 characters; only names of the contract are safe as a metric's label. */
  readonly event: string;
  /** Whether the contract has this event. */
  readonly known: boolean;
  readonly socketId: string;
  /** Whether the caller waited for the reply; a failure that nobody waited for shows here alone. */
  readonly acked: boolean;
  /** `OK` or an error code. */
  readonly code: string;
  /** Milliseconds. */
  readonly duration: number;
  /** What went wrong, with the causes that never go on the wire. */
  readonly error?: EventError;
}

export interface RouterOptions extends RouteDefaults {
  /** Told once for every call, after it settled. Must not throw. */
  readonly onSettled?: (record: CallRecord) => void;
  /**
   * Whether NOT_FOUND names the nearest event: helpful in development.
   * @default false
   */
  readonly suggestNames?: boolean;
}

export interface Router<Context extends RouterContext = RouterContext> {
  readonly contract: Contract;
  has(event: unknown): boolean;
  /**
   * Settles one call: resolves once to the reply and never rejects.
   * `context` belongs to this call: the router and its middlewares add to it.
   */
  dispatch(call: IncomingCall, context: Context | (() => Context)): Promise<AnyReply>;
  /** Imports all lazy controllers. Rejects with an error that names the first event whose controller is missing. */
  load(): Promise<void>;
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
  assertComplete(contract.clientEventMap, map);
  const routes = new Map<unknown, Route>();
  for (const [event, spec] of Object.entries(contract.clientEventMap)) {
    routes.set(event, createRoute(spec, map[event] as Handler, { middlewares, defaults: options }));
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
    dispatch: async (call, context) => {
      const start = performance.now();
      const route = routes.get(call.event);
      let reply: AnyReply;
      let error: EventError | undefined;
      try {
        if (call.refusal) throw call.refusal;
        if (!route) throw notFound(call.event);
        reply = await dispatch(route, call, typeof context === 'function' ? context() : context);
      } catch (thrown) {
        error = toEventError(thrown);
        if (route) error = await checkError(route.spec, error);
        reply = fail(error.toBody());
      }
      options.onSettled?.({
        event: printable(call.event),
        known: route !== undefined,
        socketId: call.socketId,
        acked: call.acked ?? true,
        code: error?.code ?? 'OK',
        duration: performance.now() - start,
        ...(error && { error }),
      });
      return reply;
    },
  };
}

function printable(event: unknown): string {
  return (typeof event === 'string' ? event : (JSON.stringify(event) ?? '')).slice(0, 64);
}

function assertComplete(clientEventMap: EventMap, map: Record<string, unknown>): void {
  const missing = Object.keys(clientEventMap).filter(
    (event) => !Object.hasOwn(map, event) || !isController(map[event]),
  );
  const unknown = Object.keys(map).filter((event) => !Object.hasOwn(clientEventMap, event));
  const problems = [
    missing.length > 0 && `no controller for ${missing.join(', ')}`,
    unknown.length > 0 && `no event for the controller ${unknown.join(', ')}`,
  ].filter(Boolean);
  if (problems.length > 0)
    throw new TypeError(`The event controller map does not fit the contract: ${problems.join('; ')}.`);
}
