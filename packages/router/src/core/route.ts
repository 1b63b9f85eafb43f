import { DEFAULT_DEADLINE, type EventSpec, type Policy } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import type { CallStore } from '../policies/call-store.ts';
import type { CallCosts } from '../policies/cost.ts';
import { Line } from '../policies/line.ts';
import type { Lines } from '../policies/order.ts';
import { RateLimit } from '../policies/rate.ts';
import type { FallibleRateStore } from '../policies/rate-store.ts';
import { SharedRate } from '../policies/shared-rate.ts';
import type { LazyController } from './controller.ts';
import { type AnyMiddleware, compose, type Handler } from './middleware.ts';

/** What all routes of one router share. */
export interface RouteServices {
  readonly clock: Clock;
  readonly calls: CallStore;
  readonly lines: Lines;
  /** Where the rates of identities are shared with other servers, if they are. */
  readonly rates: FallibleRateStore | undefined;
  /** What charges calls with the bytes that they move, if they are charged. */
  readonly costs: CallCosts | undefined;
}

/** Everything one event needs at run time, made once at start. */
export interface Route extends RouteServices {
  readonly event: string;
  readonly spec: EventSpec;
  readonly policy: Policy;
  readonly maxBytes: number;
  readonly deadline: number;
  readonly rate: RateLimit | undefined;
  readonly sharedRate: SharedRate | undefined;
  /** Lets in as many calls as may run at a time; `undefined` for any number. */
  readonly concurrency: Line | undefined;
  readonly handler: Handler;
  /** Imports a lazy controller now. */
  readonly load: () => Promise<unknown>;
}

export interface RouteDefaults {
  /**
   * Bytes of one packet, at least 1.
   * @default 16,384
   */
  readonly maxBytes?: number;
  /**
   * Milliseconds.
   * @default 10,000
   */
  readonly deadline?: number;
  /**
   * How many calls may wait for their turn in one line: of a socket, of a key, or of an event with a `concurrency`;
   * with 0, none waits.
   * @default 100
   */
  readonly queueLimit?: number;
}

export const DEFAULTS: Required<RouteDefaults> = {
  maxBytes: 16_384,
  deadline: DEFAULT_DEADLINE,
  queueLimit: 100,
};

// A controller after its types were checked by the builder.
type AnyController = Handler | LazyController<Handler>;

export interface RouteOptions {
  readonly event: string;
  readonly middlewares: readonly AnyMiddleware[];
  readonly limits: Required<RouteDefaults>;
  readonly services: RouteServices;
}

export function createRoute(
  spec: EventSpec,
  controller: AnyController,
  { event, middlewares, limits, services }: RouteOptions,
): Route {
  let loaded = typeof controller === 'function' ? controller : undefined;
  const load = async (): Promise<Handler> => {
    if (loaded) return loaded;
    const handler = await (controller as LazyController<Handler>).load();
    if (typeof handler !== 'function') throw new TypeError('The lazy controller is not a function.');
    loaded = handler;
    return handler;
  };
  const handler: Handler = (message, context) =>
    loaded ? loaded(message, context) : load().then((late) => late(message, context));
  const { policy = {} } = spec;
  const { rate, scope, concurrency: places } = policy;
  const { clock, rates: store } = services;
  return Object.freeze({
    ...services,
    event,
    spec,
    policy,
    maxBytes: policy.maxBytes ?? limits.maxBytes,
    deadline: policy.deadline ?? limits.deadline,
    rate: rate === undefined ? undefined : new RateLimit(rate, { clock, needsIdentity: scope !== undefined }),
    sharedRate: rate && store && new SharedRate({ event, rate, store, clock }),
    concurrency: places === undefined ? undefined : new Line({ places, limit: limits.queueLimit }),
    handler: compose(middlewares, handler),
    load,
  });
}

/** Whether a value from the controller map can be a controller, or can load one. */
export function isController(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return 'load' in value && typeof value.load === 'function';
  return typeof value === 'function';
}
