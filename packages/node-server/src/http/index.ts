export { bodyParsers, bodySize } from './body-parsers.ts';
export { errorHandler, notFound } from './error-pages.ts';
export { eventsBridge } from './events-bridge.ts';
export { addFirstRoutes, addLastRoutes } from './server-routes.ts';
