import { readFileSync } from 'node:fs';

/** PEM, as `https.createServer` takes it. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** `extra:0`, `extra:1` and so on: as many as BENCH_EVENTS declares beside the four that are named. */
export const extraEvents: readonly string[] = Array.from(
  { length: Math.max(0, Number(process.env.BENCH_EVENTS ?? 4) - 4) },
  (_, index) => `extra:${index}`,
);

/** The same in groups of a hundred at most, for servers whose classes do not bear many handlers. */
export const extraEventGroups: readonly (readonly string[])[] = Array.from(
  { length: Math.ceil(extraEvents.length / 100) },
  (_, group) => extraEvents.slice(group * 100, (group + 1) * 100),
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
