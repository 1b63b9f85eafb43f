import { type AnyReply, type EventSpec, ok, toEventError } from '@switchboard/contract';
import { chain, isPromise, type MaybePromise } from '../lib/maybe-promise.ts';
import { checkError, checkResponse } from './check-reply.ts';
import type { RouterContext } from './controller.ts';
import type { Route } from './route.ts';

/** The middlewares and the controller, held to what the contract says of the response and the errors. */
export function runHandler(
  { spec, handler }: Route,
  message: Parameters<Route['handler']>[0],
  context: RouterContext,
): MaybePromise<AnyReply> {
  let reply: MaybePromise<AnyReply>;
  try {
    const result = handler(message, context);
    reply = isPromise(result) ? result.then((given) => replyWith(spec, given)) : replyWith(spec, result);
  } catch (thrown) {
    return rethrow(spec, thrown);
  }
  return isPromise(reply) ? reply.then(undefined, (thrown) => rethrow(spec, thrown)) : reply;
}

function replyWith(spec: EventSpec, result: unknown): MaybePromise<AnyReply> {
  const response = checkResponse(spec, result);
  return isPromise(response) ? response.then(ok) : ok(response);
}

function rethrow(spec: EventSpec, thrown: unknown): MaybePromise<never> {
  return chain(checkError(spec, toEventError(thrown)), (error) => {
    throw error;
  });
}
