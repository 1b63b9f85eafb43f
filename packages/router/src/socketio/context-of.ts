import { type Contract, isThenable } from '@switchboard/contract';
import type { RouterContext } from '../lib/router-context.ts';

/** Says who calls. */
export type ContextOf<Context, Socket, Params> = (
  socket: Socket,
  connection: { readonly params: Params },
) => Context;

const ASYNCHRONOUS =
  '`context` must return { user, scopes } at once, not a promise: do what takes time in `admit` or `onConnect`, and keep its result in socket.data.';

/** Gives the `context` of the options, or one to which everybody is a stranger. Throws a TypeError for what cannot say who calls. */
export function toContextOf<Context extends RouterContext, Socket, Params>(
  { clientEventMap }: Contract,
  context: ContextOf<Context, Socket, Params> | undefined,
): ContextOf<Context, Socket, Params> {
  if (context === undefined) {
    const scoped = Object.keys(clientEventMap).find((event) => clientEventMap[event]?.policy?.scope);
    // The router adds to a context, so each call takes a new one. The types leave it out only where a stranger is enough.
    if (scoped === undefined) return (() => ({ user: undefined, scopes: [] })) as () => never;
    throw new TypeError(
      `Nobody could call "${scoped}", which needs a scope: give createSocketMsgRouter a \`context\`.`,
    );
  }
  if (context.constructor.name === 'AsyncFunction') throw new TypeError(ASYNCHRONOUS);
  return context;
}

/** Gives what a `context` returned. Throws a TypeError for what would make everybody a stranger. */
export function checkedContext<Context>(context: Context): Context {
  if (isThenable(context)) {
    context.then(undefined, () => undefined);
    throw new TypeError(ASYNCHRONOUS);
  }
  const { user, scopes } = (context ?? {}) as Partial<RouterContext>;
  const isKnown = user === undefined || typeof user?.id === 'string';
  if (isKnown && Array.isArray(scopes)) return context;
  throw new TypeError(
    '`context` must return { user, scopes }: a user whose id is a string, or undefined, and an array of scopes.',
  );
}
