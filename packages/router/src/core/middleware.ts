import { isThenable } from '@switchboard/contract';
import type { CallContext, EventMessage } from './controller.ts';

/**
 * Hands the call on, once, with what this middleware adds to the context. Gives what the controller gives, its result or a
 * promise of it, or throws its error: `await` it to look at it, or return it as it is. Nobody learns of the error of a promise
 * that is neither awaited nor returned.
 */
export type Next<Added> = keyof Added extends never ? () => unknown : (added: Added) => unknown;

/**
 * Runs around the controller, after the payload was validated: sees the call, may add to its context, may refuse it
 * by throwing an EventError, may change the result. What it returns is the result, so return what `next` gives.
 */
export type Middleware<Context, Added = Record<never, never>> = (
  message: EventMessage,
  context: Context & CallContext,
  next: Next<Added>,
) => unknown;

const EXECUTED: unique symbol = Symbol('executed');

/** A context with the mark that its controller was called. */
interface Executing {
  [EXECUTED]?: boolean;
}

/** A controller, alone or with its middlewares, after its types were checked by the builder. */
export type Handler = (message: EventMessage, context: object) => unknown;

/** A middleware after its types were checked by the builder. */
export type AnyMiddleware = (
  message: EventMessage,
  context: object,
  next: (added?: object) => unknown,
) => unknown;

/** Wraps the controller in the middlewares, the first outermost. A second `next()` in one middleware throws. */
export function compose(middlewares: readonly AnyMiddleware[], controller: Handler): Handler {
  return middlewares.reduceRight<Handler>(wrap, (message, context) => {
    markExecuted(context, true);
    return controller(message, context);
  });
}

function wrap(inner: Handler, middleware: AnyMiddleware): Handler {
  return (message, context) => {
    markExecuted(context, false); // What was called so far as a controller is this middleware, of `withMiddleware`.
    let isPassed = false;
    return middleware(message, context, (added) => {
      if (isPassed) throw new Error(`A middleware of "${message.event}" called next() twice.`);
      isPassed = true;
      if (added) Object.assign(context, added);
      const result = inner(message, context);
      return isThenable(result) ? handled(result) : result;
    });
  };
}

/** A promise whose error ends no process where a middleware awaits it later, or never. A thenable is started once. */
function handled(result: PromiseLike<unknown>): Promise<unknown> {
  const running = Promise.resolve(result);
  running.catch(() => undefined);
  return running;
}

/** Whether the controller of this context was called. */
export function wasExecuted(context: object): boolean {
  return (context as Executing)[EXECUTED] === true;
}

export function markExecuted(context: object, isExecuted: boolean): void {
  (context as Executing)[EXECUTED] = isExecuted;
}
