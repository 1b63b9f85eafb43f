export { checkSessions } from './check-sessions.ts';
export { type Identify, identifyBy } from './identify.ts';
export { createLiveSessions, type LiveSessions, type SessionEndReason } from './live-sessions.ts';
export { createRedisSessionStore } from './redis-session-store.ts';
export type { Identity, Session } from './session.ts';
export type { SessionStore } from './session-store.ts';
export { sessionJobs } from './sqlite-session-store.ts';
export { loadTokenSecrets } from './token-secrets.ts';
export { createTokens, type Tokens } from './tokens.ts';
