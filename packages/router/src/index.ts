export { batchingWsEngine } from './batched-writes.ts';
export { BreachError } from './breach-error.ts';
export type { CallRecord, LateRecord } from './call-record.ts';
export type { Clock } from './clock.ts';
export type { Outcome } from './collect.ts';
export type { ConnectHooks, Connection, HookFailure } from './connect-hooks.ts';
export {
  type CallContext,
  type Controller,
  type EventContext,
  type EventControllerMap,
  type EventMessage,
  type Fail,
  type LazyController,
  lazyControllers,
  type RouterContext,
} from './controller.ts';
export type { IncomingCall } from './dispatch.ts';
export type { Middleware, Next } from './middleware.ts';
export type { NamespaceParams } from './namespace-pattern.ts';
export type { OutgoingBreach, OutgoingMode } from './outgoing-check.ts';
export { measuringParser } from './packet-size.ts';
export {
  type CallStore,
  type Claim,
  type ClaimedCall,
  createMemoryCallStore,
  type MemoryCallStoreOptions,
} from './policies/call-store.ts';
export type { RateBucket, RateStore, TakenTokens } from './policies/rate-store.ts';
export {
  type BroadcastTarget,
  type CollectOptions,
  createPublisher,
  type Publisher,
  type PublisherOptions,
  userRoom,
} from './publisher.ts';
export type { RouteDefaults } from './route.ts';
export {
  createRouter,
  type Router,
  type RouterBuilder,
  type RouterOptions,
} from './router.ts';
export {
  createSocketMsgRouter,
  type SocketMsgRouter,
  type SocketMsgRouterOptions,
} from './socket-msg-router.ts';
export { withMiddleware } from './with-middleware.ts';
