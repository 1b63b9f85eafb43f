import {
  type AnyReply,
  type CallMeta,
  type Contract,
  declaredError,
  EventError,
  type EventMap,
  type EventName,
  type EventSpec,
  fail,
  ownValue,
  type PayloadInput,
  type Reply,
  readValue,
  type ServerEventMap,
} from '@switchboard/contract';
import type { Router } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';

/** What a call may carry beside its payload, and a signal that stands for the caller's connection. */
export interface TestCallOptions extends CallMeta {
  readonly signal?: AbortSignal;
}

type TestCallArguments<S> =
  null extends PayloadInput<S>
    ? [payload?: PayloadInput<S>, options?: TestCallOptions]
    : [payload: PayloadInput<S>, options?: TestCallOptions];

/** Who the caller is by default: a user named `tester`, with every scope. */
const TESTER = { id: 'tester' };

/** The part of a context that has no default: all that the router does not know of, and the user if more than its id is needed. */
type GivenContext<Context extends RouterContext> = Omit<Context, keyof RouterContext> &
  Partial<Pick<Context, 'scopes'>> &
  (typeof TESTER extends Context['user']
    ? { readonly user?: Context['user'] }
    : { readonly user: Context['user'] });

export interface TestCallerOptions<Context extends RouterContext> {
  /** @default the user `tester`, with every scope that the contract names */
  readonly context: GivenContext<Context>;
  /** @default 'test-socket' */
  readonly socketId?: string;
}

type OptionsArgument<Context extends RouterContext> =
  Record<never, never> extends GivenContext<Context>
    ? [options?: Partial<TestCallerOptions<Context>>]
    : [options: TestCallerOptions<Context>];

/** Calls a router without a network. */
export interface TestCaller<C extends EventMap, Context extends RouterContext> {
  /**
   * Sends the call through the whole pipeline and resolves to the reply as a client sees it, its transforms applied.
   * Only a packet's size is not checked, because there is no packet.
   */
  call<E extends EventName<C>>(event: E, ...args: TestCallArguments<C[E]>): Promise<Reply<C[E]>>;
  /** Another caller, who differs from this one in what is given. */
  as(changed: Partial<Context>, socketId?: string): TestCaller<C, Context>;
}

/** `contract` is the router's own: it brings the types. Throws a TypeError if it is another one. */
export function createTestCaller<C extends EventMap, S extends ServerEventMap, Context extends RouterContext>(
  contract: Contract<C, S>,
  router: Router<Context>,
  ...[options = {}]: OptionsArgument<Context>
): TestCaller<C, Context> {
  if ((contract as Contract) !== router.contract) throw new TypeError('This router serves another contract.');
  const scopes = Object.values(contract.clientEventMap).flatMap(({ policy }) => policy?.scope ?? []);
  const context = { user: TESTER, scopes: [...new Set(scopes)], ...options.context };
  return build(router, context as unknown as Context, options.socketId ?? 'test-socket');
}

function build<C extends EventMap, Context extends RouterContext>(
  router: Router<Context>,
  context: Context,
  socketId: string,
): TestCaller<C, Context> {
  const call = async (
    event: string,
    payload: unknown = null,
    { signal, ...meta }: TestCallOptions = {},
  ): Promise<AnyReply> => {
    const incoming = { event, socketId, payload, meta, ...(signal && { signal }) };
    // The router adds to a context, so each call gets a copy.
    const reply = await router.dispatch(incoming, () => ({ ...context }));
    return asSeenByCaller(ownValue(router.contract.clientEventMap, event), reply);
  };
  return {
    call: call as TestCaller<C, Context>['call'],
    as: (changed, otherSocketId = socketId) => build(router, { ...context, ...changed }, otherSocketId),
  };
}

/** The reply as a client reads it: the outputs of the schemas, and REPLY_INVALID for one that does not fit. */
async function asSeenByCaller(spec: EventSpec | undefined, reply: AnyReply): Promise<AnyReply> {
  if (reply.ok) {
    if (!spec?.response) return { ok: true, data: reply.data };
    const read = await readValue(spec.response, reply.data, spec.policy?.unknownFields);
    return read.ok ? { ok: true, data: read.value } : INVALID;
  }
  const declared = spec && declaredError(spec, reply.error.code);
  if (!declared || declared === true) return reply;
  const read = await readValue(declared, reply.error.data, spec.policy?.unknownFields);
  return read.ok ? fail({ ...reply.error, data: read.value }) : INVALID;
}

const INVALID: AnyReply = fail(new EventError('REPLY_INVALID').toBody());
