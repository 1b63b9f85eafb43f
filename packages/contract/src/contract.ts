import { isStandardCode } from './error-codes.ts';
import {
  type EventMap,
  type EventSpec,
  type ServerEventMap,
  type ServerEventSpec,
  schemasOf,
} from './event-map.ts';
import { type Openness, opennessOf } from './open-objects.ts';
import type { Policy, PolicyDefaults } from './policy.ts';
import { policyProblems } from './policy-problems.ts';
import { isSchema, type Schema } from './schema.ts';

/** Everything both ends agree on. */
export interface Contract<C extends EventMap = EventMap, S extends ServerEventMap = ServerEventMap> {
  readonly name: string;
  /** Semantic version: ends of different major versions do not connect. */
  readonly version: string;
  /** What clients may send. */
  readonly clientEventMap: C;
  /** What the server may send. */
  readonly serverEventMap: S;
}

/** Names that no socket may emit. Source: https://socket.io/docs/v4/emit-cheatsheet/#reserved-events */
const SOCKET_IO_EVENTS: ReadonlySet<unknown> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** Whether Socket.IO keeps this name for itself: neither a client nor a server may send it. */
export function isSocketIoEvent(event: unknown): boolean {
  return SOCKET_IO_EVENTS.has(event);
}

/** An emitter throws for `error` where nobody listens; `*` stands for every event. */
const AMBIGUOUS_EVENTS: ReadonlySet<string> = new Set(['error', '*']);

/** Names that begin with `$` are reserved for events of the stack itself, beside those of any contract: `LIMITS_EVENT`. */
export const RESERVED_PREFIX = '$';

/** Whether an event is one of the stack itself. A name off the wire may also be a number, which never is. */
export function isReserved(event: unknown): boolean {
  return typeof event === 'string' && event.startsWith(RESERVED_PREFIX);
}

/** The version of what travels beside the payloads: meta, reply, handshake and reserved events. It goes in the handshake's `auth.wire`. */
export const WIRE_VERSION = 1;

/** Makes the keys that a spec does not have impossible, so that a misspelt `scope` cannot leave an event open. */
type Exact<M, Spec> = {
  readonly [E in keyof M]: Without<Exclude<keyof M[E], keyof Spec>> & ExactPolicy<M[E]>;
};
type ExactPolicy<S> = S extends { readonly policy: infer P }
  ? { readonly policy: Without<Exclude<keyof P, keyof Policy>> }
  : unknown;
type Without<Keys extends PropertyKey> = { readonly [K in Keys]: never };

/** Types a feature's events and keeps their literal names. Does nothing at run time. */
export function defineEvents<const M extends EventMap>(events: M & Exact<M, EventSpec>): M {
  return events;
}

/** The same for what the server sends. */
export function defineServerEvents<const M extends ServerEventMap>(events: M & Exact<M, ServerEventSpec>): M {
  return events;
}

/**
 * Joins the events of all features into one contract; `defaults` is the policy of every event that has no rule of its
 * own. Throws a TypeError that names the event if a name is reserved, a declared error takes the code of a standard
 * one, a schema cannot validate or would send fields that it does not name, or a policy cannot be kept.
 */
export function defineContract<const C extends EventMap, const S extends ServerEventMap>({
  defaults,
  ...contract
}: Contract<C, S> & { readonly defaults?: PolicyDefaults }): Contract<C, S> {
  const { serverEventMap } = contract;
  const clientEventMap = defaults ? withDefaults(contract.clientEventMap, defaults) : contract.clientEventMap;
  for (const [event, spec] of Object.entries<EventSpec>(clientEventMap)) {
    assertName(event);
    assertSchemas(event, spec);
    assertErrorCodes(event, spec);
    assertSendable(event, [spec.response, ...Object.values(spec.errors ?? {})]);
  }
  for (const [event, spec] of Object.entries<ServerEventSpec>(serverEventMap)) {
    assertName(event);
    assertSchemas(event, spec);
    assertSendable(event, [spec.payload, spec.response]);
  }
  const problems = policyProblems(clientEventMap);
  if (problems.length > 0) throw new TypeError(`A policy cannot be kept: ${problems.join('; ')}.`);
  return Object.freeze({ ...contract, clientEventMap });
}

function assertName(event: string): void {
  if (isSocketIoEvent(event) || AMBIGUOUS_EVENTS.has(event)) {
    throw new TypeError(`Event "${event}" is reserved by Socket.IO: give it another name.`);
  }
  if (isReserved(event)) {
    throw new TypeError(
      `Event "${event}" begins with ${RESERVED_PREFIX}, which is reserved: give it another name.`,
    );
  }
}

function assertErrorCodes(event: string, { errors = {} }: EventSpec): void {
  const taken = Object.keys(errors).find(isStandardCode);
  if (taken) throw new TypeError(`Event "${event}" declares ${taken}, which every event has already.`);
}

function assertSchemas(event: string, spec: EventSpec): void {
  if (schemasOf(spec).every(isSchema)) return;
  throw new TypeError(`Event "${event}" has a schema that does not speak Standard Schema.`);
}

/** What the server sends, and what a client answers to it, must not carry what the contract does not name. */
function assertSendable(event: string, sent: readonly (Schema | true | undefined)[]): void {
  for (const schema of sent) {
    const problem = isSchema(schema) ? UNSENDABLE[opennessOf(schema)] : undefined;
    if (problem) throw new TypeError(`Event "${event}" sends ${problem}`);
  }
}

const UNSENDABLE: { readonly [Kind in Openness]?: string } = {
  changing:
    'an open object whose output has another shape than its input, so that fields without a name cannot be left out: write z.strictObject instead of z.object.',
  catching: 'a .catch, which accepts any value, so that fields without a name would be sent: leave it out.',
  unreadable:
    'a schema whose JSON Schema cannot be made, so that its open objects are not seen: give each schema its own id.',
};

function withDefaults<C extends EventMap>(events: C, defaults: PolicyDefaults): C {
  const entries = Object.entries(events).map(([event, spec]) => [
    event,
    { ...spec, policy: { ...defaults, ...spec.policy } },
  ]);
  return Object.fromEntries(entries) as C;
}
