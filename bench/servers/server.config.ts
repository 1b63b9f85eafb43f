import { readFileSync } from 'node:fs';

export interface ServerConfig {
  /** In PEM; plain HTTP without it. */
  readonly tls: { readonly key: Buffer; readonly cert: Buffer } | undefined;
  /** How many events have a listener: `order:place`, `burst:start`, `message:send`, `system:echo`, `system:time`, `session:login`, `room:join`, then others. */
  readonly events: number;
}

/** Reads what the bench says to every server that it measures: BENCH_TLS, BENCH_KEY, BENCH_CERT and BENCH_EVENTS. */
export function loadServerConfig(env: NodeJS.ProcessEnv = process.env): ServerConfig {
  const { BENCH_TLS, BENCH_KEY = '', BENCH_CERT = '', BENCH_EVENTS = '5' } = env;
  return {
    tls: BENCH_TLS === '1' ? { key: readFileSync(BENCH_KEY), cert: readFileSync(BENCH_CERT) } : undefined,
    events: Number(BENCH_EVENTS),
  };
}
