export {
  type CallContext,
  type Controller,
  type EventContext,
  type EventControllerMap,
  type EventMessage,
  type Fail,
  type LazyController,
  lazyControllers,
} from './core/controller.ts';
export type { IncomingCall } from './core/dispatch.ts';
export type { Middleware, Next } from './core/middleware.ts';
export type { RouteDefaults } from './core/route.ts';
export {
  createRouter,
  type Router,
  type RouterBuilder,
  type RouterOptions,
} from './core/router.ts';
export type { CallFailure, CallRecord, LateRecord } from './core/settle.ts';
export { withMiddleware } from './core/with-middleware.ts';
export type { Clock } from './lib/clock.ts';
export type { RouterContext } from './lib/router-context.ts';
export {
  type CallStore,
  type Claim,
  type ClaimedCall,
  createMemoryCallStore,
  type MemoryCallStoreOptions,
} from './policies/call-store.ts';
export {
  type ByteRate,
  type CallCosts,
  type CallCostsOptions,
  createCallCosts,
} from './policies/cost.ts';
export type { RateBucket, RateStore, TakenTokens } from './policies/rate-store.ts';
export type { Outcome } from './publish/collect.ts';
export {
  BreachError,
  type DroppedFields,
  type OutgoingBreach,
  type OutgoingMode,
} from './publish/outgoing-check.ts';
export {
  type BroadcastTarget,
  type CollectOptions,
  createPublisher,
  type Publisher,
  type PublisherOptions,
  userRoom,
} from './publish/publisher.ts';
export {
  createSocketMsgRouter,
  type SocketMsgRouter,
  type SocketMsgRouterOptions,
} from './socketio/attach.ts';
export type { ConnectHooks, Connection, HookFailure } from './socketio/connect-hooks.ts';
export { checkHandshake, type Handshake } from './socketio/handshake.ts';
export type { NamespaceParams } from './socketio/namespaces.ts';
export { measured, measuringParser, type SocketParser } from './socketio/packet-size.ts';
export type { AnyNamespace, AnyServer, AnySocket } from './socketio/socket-io.ts';
