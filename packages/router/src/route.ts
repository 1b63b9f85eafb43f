import type { EventSpec } from '@switchboard/contract';
import type { LazyController } from './controller.ts';
import { loadOnce } from './load-once.ts';
import { type AnyMiddleware, compose, type Handler } from './middleware.ts';

/** Everything one event needs at run time, made once at start. */
export interface Route {
  readonly spec: EventSpec;
  readonly maxBytes: number;
  readonly deadline: number;
  readonly handler: Handler;
  /** Imports a lazy controller now; resolves at once for any other. */
  readonly load: () => Promise<unknown>;
}

export interface RouteDefaults {
  /**
   * Bytes of one packet.
   * @default 16,384
   */
  readonly maxBytes?: number;
  /**
   * Milliseconds.
   * @default 10,000
   */
  readonly deadline?: number;
}

// A controller after its types were checked by the builder.
type AnyController = Handler | LazyController<Handler>;

export function createRoute(
  spec: EventSpec,
  controller: AnyController,
  { middlewares, defaults }: { middlewares: readonly AnyMiddleware[]; defaults: RouteDefaults },
): Route {
  const eager = typeof controller === 'function' ? controller : undefined;
  const load = eager ? () => Promise.resolve(eager) : loadChecked(controller as LazyController<Handler>);
  const handler: Handler = eager ?? (async (message, context) => (await load())(message, context));
  return Object.freeze({
    spec,
    maxBytes: spec.policy?.maxBytes ?? defaults.maxBytes ?? 16_384,
    deadline: spec.policy?.deadline ?? defaults.deadline ?? 10_000,
    handler: compose(middlewares, handler),
    load,
  });
}

/** Whether a value from the controller map can be a controller, or can load one. */
export function isController(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return 'load' in value && typeof value.load === 'function';
  return typeof value === 'function';
}

function loadChecked(lazy: LazyController<Handler>): () => Promise<Handler> {
  return loadOnce(async () => {
    const handler = await lazy.load();
    if (typeof handler !== 'function') throw new TypeError('The lazy controller is not a function.');
    return handler;
  });
}
