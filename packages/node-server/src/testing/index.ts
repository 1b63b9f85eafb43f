export { startTestApp } from './test-app.ts';
export { startTestRedis, type TestRedis } from './test-redis.ts';
export { type Answer, type ConnectOptions, startTestServer, type TestServer } from './test-server.ts';
export { dataOf, next, record, within } from './waiting.ts';
