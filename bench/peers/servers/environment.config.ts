import { readFileSync } from 'node:fs';

/** PEM, as `https.createServer` takes it. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** `extra:0`, `extra:1` ...: as many as BENCH_EVENTS declares beside `order:place` and `burst:start`. */
export const extraEvents: readonly string[] = Array.from(
  { length: Math.max(0, Number(process.env.BENCH_EVENTS ?? 2) - 2) },
  (_, index) => `extra:${index}`,
);

/** What BENCH_KEY and BENCH_CERT name; undefined unless BENCH_TLS is 1. */
export const certificate: Certificate | undefined =
  process.env.BENCH_TLS === '1'
    ? { key: pem(process.env.BENCH_KEY), cert: pem(process.env.BENCH_CERT) }
    : undefined;

function pem(path: string | undefined): Buffer {
  if (!path) throw new Error('With BENCH_TLS=1, BENCH_KEY and BENCH_CERT name files.');
  return readFileSync(path);
}
