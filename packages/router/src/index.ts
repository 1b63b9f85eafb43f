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
export { measuringParser } from './packet-size.ts';
export { type BroadcastTarget, createPublisher, type Publisher, userRoom } from './publisher.ts';
export type { RouteDefaults } from './route.ts';
export {
  type CallRecord,
  createRouter,
  type Router,
  type RouterBuilder,
  type RouterOptions,
} from './router.ts';
export { createSocketMsgRouter } from './socket-msg-router.ts';
