import type { Policy } from '@switchboard/contract';

export interface MeasuredConfig {
  /** Files in PEM; plain HTTP without them. */
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  /** How many events are declared, at least those that the load calls. */
  readonly events: number;
}

/** Reads what the bench says to every server that it measures: BENCH_TLS, BENCH_KEY, BENCH_CERT and BENCH_EVENTS. */
export function loadMeasuredConfig(env: NodeJS.ProcessEnv = process.env): MeasuredConfig {
  const { BENCH_TLS, BENCH_KEY: key, BENCH_CERT: cert, BENCH_EVENTS = '2' } = env;
  if (BENCH_TLS === '1' && (!key || !cert)) throw new Error('BENCH_TLS needs BENCH_KEY and BENCH_CERT.');
  return { tls: BENCH_TLS === '1' && key && cert ? { key, cert } : undefined, events: Number(BENCH_EVENTS) };
}

/** What no load of the bench reaches. */
const NO_LIMIT = { rate: '10000000/s' } as const;

/** Reads the rules that the bench gives every event of the product: BENCH_POLICY, as JSON. */
export function loadPolicies({ BENCH_POLICY }: NodeJS.ProcessEnv = process.env): Policy {
  return { ...NO_LIMIT, ...(BENCH_POLICY && (JSON.parse(BENCH_POLICY) as Policy)) };
}
