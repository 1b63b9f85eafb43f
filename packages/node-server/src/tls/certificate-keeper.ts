import { X509Certificate } from 'node:crypto';
import type { Logger } from 'pino';
import type { SecureTlsConfig } from '../config/tls-settings.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { loadTls, type TlsMaterial } from './load-tls.ts';
import { type WatchOptions, watchFiles } from './watch-files.ts';

/** Keeps what a server serves the same as the files on the disk, as long as they are good. */
export interface CertificateKeeper {
  /** Serves what is on the disk now. Resolves when it is served or, if it is not good, was logged and counted; never rejects. */
  reload(): Promise<void>;
  /** Stops watching the files. */
  close(): void;
}

export interface KeeperOptions extends WatchOptions {
  /** What is served at the start. */
  readonly material: TlsMaterial;
  readonly config: SecureTlsConfig;
  /** Serves it to every handshake from now on. */
  readonly apply: (material: TlsMaterial) => void;
  readonly logger: Logger;
  readonly metrics: KeeperMetrics;
}

export interface KeeperMetrics {
  readonly onReload: (outcome: 'replaced' | 'refused') => void;
  /** Gets when the certificate that is served expires, in milliseconds since 1970. */
  readonly onServed: (expires: number) => void;
}

/**
 * Watches the configured files, and replaces the certificate when they change. Key, certificate, CA and passphrase are
 * checked together first; what does not fit, or is out of date, is logged and counted once, and the certificate before it
 * stays. Material that is out of date from the start is served and logged.
 */
export function keepCertificate(options: KeeperOptions): CertificateKeeper {
  const { material, config, apply, logger, metrics } = options;
  /** What the last check found: the material, or what is wrong with it. */
  let found = textOf(material);

  const replace = (next: TlsMaterial): void => {
    assertCurrent(next);
    apply(next);
    const { validTo, fingerprint256 } = new X509Certificate(next.cert);
    metrics.onReload('replaced');
    metrics.onServed(Date.parse(validTo));
    logger.info({ expires: validTo, fingerprint: fingerprint256 }, 'The certificate was replaced');
  };
  const check = async (isAsked: boolean): Promise<void> => {
    const next = await loadTls(config).catch((error: unknown) => error as Error);
    const text = next instanceof Error ? next.message : textOf(next);
    if (text === found && !isAsked) return;
    found = text;
    try {
      if (next instanceof Error) throw next;
      replace(next);
    } catch (error) {
      metrics.onReload('refused');
      const { message } = error as Error;
      logger.error(`The certificate was not replaced, the one before it is still served: ${message}`);
    }
  };

  let last = Promise.resolve();
  const enqueue = (isAsked: boolean): Promise<void> => {
    last = last.then(() => check(isAsked));
    return last;
  };

  metrics.onServed(Date.parse(new X509Certificate(material.cert).validTo));
  try {
    assertCurrent(material);
  } catch (error) {
    logger.error((error as Error).message);
  }
  // The development certificate is made by the server itself, so nobody replaces it.
  const watching =
    config.source === 'files' ? watchFiles(filesOf(config), () => void enqueue(false), options) : undefined;
  return { reload: () => enqueue(true), close: () => watching?.close() };
}

function filesOf({ key, cert, ca, passphrase }: Extract<SecureTlsConfig, { source: 'files' }>): string[] {
  return [key, cert, ...(ca ? [ca] : []), ...(passphrase && 'file' in passphrase ? [passphrase.file] : [])];
}

function textOf({ key, cert, ca, passphrase }: TlsMaterial): string {
  return [key, cert, ca ?? '', passphrase ?? ''].join('\0');
}

function assertCurrent({ cert }: TlsMaterial): void {
  const { validFrom, validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) <= Date.now()) throw new StartError(`SSL_CERT expired on ${validTo}: renew it.`);
  if (Date.parse(validFrom) > Date.now()) {
    throw new StartError(`SSL_CERT is not valid before ${validFrom}: correct the clock, or wait.`);
  }
}
