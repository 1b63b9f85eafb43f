import { Counter, Gauge, type Registry } from 'prom-client';

const RELOADS = ['replaced', 'refused'] as const;

/** What is counted and measured of the server's certificate. */
export interface CertificateMetrics {
  /** Counts a change of the certificate, by how it ended. */
  readonly onReload: (outcome: (typeof RELOADS)[number]) => void;
  /** Takes when the certificate that is served from now on expires, in milliseconds since 1970. */
  readonly onServed: (expires: number) => void;
}

/** Registers them. The time to expiry is NaN until a certificate is served. */
export function createCertificateMetrics(registry: Registry): CertificateMetrics {
  const registers = [registry];
  const reloads = new Counter({
    name: 'switchboard_certificate_reloads_total',
    help: 'Changes of the certificate: replaced, or refused because it was not good.',
    labelNames: ['outcome'],
    registers,
  });
  // An alarm on the first reload needs a value before it.
  for (const outcome of RELOADS) reloads.inc({ outcome }, 0);

  let expires = Number.NaN;
  new Gauge({
    name: 'switchboard_certificate_expiry_seconds',
    help: 'Seconds until the served certificate expires; below 0 it has expired.',
    registers,
    aggregator: 'min',
    collect() {
      this.set((expires - Date.now()) / 1_000);
    },
  });

  return {
    onReload: (outcome) => reloads.inc({ outcome }),
    onServed: (time) => {
      expires = time;
    },
  };
}
