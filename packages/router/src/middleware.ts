import type { CallContext, EventMessage } from './controller.ts';

/** Hands the call on, once, with what this middleware adds to the context. Resolves to the controller's result. */
export type Next<Added> = keyof Added extends never
  ? () => Promise<unknown>
  : (added: Added) => Promise<unknown>;

/**
 * Runs around the controller, after the payload was validated: sees the call, may add to its context, may refuse it
 * by throwing an EventError, may change the result. What it returns is the result, so return what `next` gives.
 */
export type Middleware<Context, Added = Record<never, never>> = (
  message: EventMessage,
  context: Context & CallContext,
  next: Next<Added>,
) => Promise<unknown>;

/** A composed chain as the dispatcher runs it; types ended at the builder. */
export type Handler = (message: EventMessage, context: object) => unknown;

/** A middleware after its types were checked by the builder. */
export type AnyMiddleware = (
  message: EventMessage,
  context: object,
  next: (added?: object) => Promise<unknown>,
) => Promise<unknown>;

/** Wraps `handler` in the middlewares, the first outermost. A second `next()` in one middleware throws. */
export function compose(middlewares: readonly AnyMiddleware[], handler: Handler): Handler {
  if (middlewares.length === 0) return handler;
  return (message, context) => {
    let reached = -1;
    const step = async (index: number): Promise<unknown> => {
      if (index <= reached) throw new Error(`A middleware of "${message.event}" called next() twice.`);
      reached = index;
      const middleware = middlewares[index];
      if (!middleware) return handler(message, context);
      return middleware(message, context, (added) => {
        Object.assign(context, added);
        return step(index + 1);
      });
    };
    return step(0);
  };
}
