import { Counter, Gauge, type Registry } from 'prom-client';

const REFUSED_REQUESTS = ['certificate'] as const;
const RELOADS = ['replaced', 'refused'] as const;

/** What is counted and measured at the door of TLS. */
export interface TlsMetrics {
  /** Told of every request that was answered 403. */
  readonly onRefusedRequest: (reason: (typeof REFUSED_REQUESTS)[number]) => void;
  /** Told how a change of the certificate ended. */
  readonly onReload: (outcome: (typeof RELOADS)[number]) => void;
  /** Told when the certificate that is served from now on expires, in milliseconds since 1970. */
  readonly onServed: (expires: number) => void;
}

export function createTlsMetrics(registry: Registry): TlsMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'switchboard_refused_requests_total',
    help: 'Socket requests and upgrades that were answered 403; certificate: not the one that the session began with.',
    labelNames: ['reason'],
    registers,
  });
  const reloads = new Counter({
    name: 'switchboard_certificate_reloads_total',
    help: 'Changes of the certificate: replaced, or refused because it was not good.',
    labelNames: ['outcome'],
    registers,
  });
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
  // An alarm on the first case needs a value before it.
  for (const reason of REFUSED_REQUESTS) requests.inc({ reason }, 0);
  for (const outcome of RELOADS) reloads.inc({ outcome }, 0);

  return {
    onRefusedRequest: (reason) => requests.inc({ reason }),
    onReload: (outcome) => reloads.inc({ outcome }),
    onServed: (time) => {
      expires = time;
    },
  };
}
