import type { LazyController } from './controller.ts';
import { type AnyMiddleware, compose, type Handler, type Middleware } from './middleware.ts';

type AnyController = (message: never, context: never) => unknown;
type AnyControllers = { readonly [event: string]: AnyController | LazyController<AnyController> };

/** The controller as it is from outside: what the middleware adds need not be in the context that it is called with. */
type Wrapped<C, Needed, Added> =
  C extends LazyController<infer Loaded>
    ? LazyController<Wrapped<Loaded, Needed, Added>>
    : C extends (message: infer Message, context: infer Context) => infer Result
      ? (message: Message, context: Omit<Context, keyof Added> & Needed) => Promise<Awaited<Result>>
      : never;

/** `never` for a controller that wants something else under a name that the middleware adds. */
type Fitting<C, Added> =
  C extends LazyController<infer Loaded>
    ? LazyController<Fitting<Loaded, Added>>
    : C extends (message: never, context: infer Context) => unknown
      ? Added extends Pick<Context, keyof Context & keyof Added>
        ? C
        : never
      : never;

/**
 * Puts a middleware around some controllers, a feature's or one event's, inside those of the router. The controllers
 * have in their context what it adds; their callers need not give it. Lazy controllers stay lazy.
 *
 * `withMiddleware(requireOwner, { 'task:run': run })`
 */
export function withMiddleware<Needed, Added, const Controllers extends AnyControllers>(
  middleware: Middleware<Needed, Added>,
  controllers: Controllers & { readonly [E in keyof Controllers]: Fitting<Controllers[E], Added> },
): { readonly [E in keyof Controllers]: Wrapped<Controllers[E], Needed, Added> } {
  const chain = [middleware as unknown as AnyMiddleware];
  const wrap = (handler: Handler): Handler =>
    typeof handler === 'function' ? compose(chain, handler) : handler;
  const wrapped = Object.entries<unknown>(controllers).map(([event, controller]) => [
    event,
    typeof controller === 'function'
      ? wrap(controller as Handler)
      : { load: async () => wrap(await (controller as LazyController<Handler>).load()) },
  ]);
  return Object.fromEntries(wrapped);
}
