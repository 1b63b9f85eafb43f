export { openDatabase } from '../stores/sqlite/database.ts';
export { type Authority, createAuthority, type Issued } from '../tls/issue-certificate.ts';
export { freePort } from './free-port.ts';
export { type LogLine, type ServerProcess, type SpawnOptions, spawnServer } from './server-process.ts';
export { startTestApp } from './test-app.ts';
export { type Answer, type ConnectOptions, type TestClients, testClients } from './test-clients.ts';
export { startTestRedis, type TestRedis } from './test-redis.ts';
export { startTestServer, type TestServer } from './test-server.ts';
export { dataOf, next, record, within } from './waiting.ts';
