import { resolve } from 'node:path';
import { StartError } from '../lifecycle/start-error.ts';

/** Where the certificate comes from; `off` is plain HTTP. */
export type TlsConfig =
  | { readonly source: 'off' }
  | { readonly source: 'development'; readonly directory: string }
  | {
      readonly source: 'files';
      readonly key: string;
      readonly cert: string;
      readonly ca: string | undefined;
      readonly passphrase: { readonly text: string } | { readonly file: string } | undefined;
    };

/** The same for a server that speaks TLS. */
export type SecureTlsConfig = Exclude<TlsConfig, { source: 'off' }>;

/** What a server speaks to its clients. */
export interface TlsSettings {
  readonly tls: TlsConfig;
  readonly clientCert: 'off' | 'request' | 'require';
  readonly tlsMinVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** What was read of it. Files exist. */
export interface TlsVariables {
  readonly TLS: 'on' | 'off';
  readonly SSL_KEY?: string | undefined;
  readonly SSL_CERT?: string | undefined;
  readonly SSL_PASSWD?: string | undefined;
  readonly SSL_PASSWD_FILE?: string | undefined;
  readonly SSL_CA?: string | undefined;
  readonly CLIENT_CERT?: TlsSettings['clientCert'] | undefined;
  readonly TLS_MIN_VERSION?: '1.2' | '1.3' | undefined;
}

/** What counts with TLS alone. */
const OF_TLS = ['SSL_KEY', 'SSL_CERT', 'SSL_PASSWD', 'SSL_PASSWD_FILE', 'SSL_CA', 'TLS_MIN_VERSION'] as const;

/**
 * The settings of TLS out of the variables. Development certificates are kept in `.certificates` in the folder. Throws a
 * StartError where two variables do not go together.
 */
export function toTlsSettings(values: TlsVariables, folder: string): TlsSettings {
  const tlsMinVersion = `TLSv${values.TLS_MIN_VERSION ?? '1.2'}` as const;
  if (values.TLS === 'off') {
    refuseTlsOnly(values);
    return { tls: { source: 'off' }, clientCert: 'off', tlsMinVersion };
  }
  const tls = toTls(values, folder);
  const hasCa = tls.source === 'development' || tls.ca !== undefined;
  const clientCert = values.CLIENT_CERT ?? (hasCa ? 'request' : 'off');
  if (clientCert !== 'off' && !hasCa) {
    throw new StartError(
      `CLIENT_CERT=${clientCert} needs SSL_CA: the file with the CA of the client certificates.`,
    );
  }
  return { tls, clientCert, tlsMinVersion };
}

/** One line for each variable that asks for TLS beside TLS=off. */
function refuseTlsOnly(values: TlsVariables): void {
  const { CLIENT_CERT: clientCert } = values;
  const problems = OF_TLS.filter((name) => values[name] !== undefined).map(
    (name) => `${name} is set with TLS=off, which serves plain HTTP: leave one of them out.`,
  );
  if (clientCert === 'request' || clientCert === 'require')
    problems.push(
      `CLIENT_CERT=${clientCert} is set with TLS=off: only TLS has client certificates, so leave one of them out.`,
    );
  if (problems.length > 0) throw new StartError(problems);
}

function toTls(values: TlsVariables, folder: string): SecureTlsConfig {
  const { SSL_KEY: key, SSL_CERT: cert, SSL_CA: ca } = values;
  if (!key && !cert) {
    if (ca)
      throw new StartError(
        'SSL_CA is set without SSL_KEY and SSL_CERT: the development certificate has its own CA.',
      );
    return { source: 'development', directory: resolve(folder, '.certificates') };
  }
  if (!key) throw new StartError('SSL_KEY is missing: SSL_CERT is set, so set the file with its key too.');
  if (!cert)
    throw new StartError('SSL_CERT is missing: SSL_KEY is set, so set the file with its certificate too.');
  const { SSL_PASSWD: text, SSL_PASSWD_FILE: passwordFile } = values;
  const passphrase = text !== undefined ? { text } : passwordFile ? { file: passwordFile } : undefined;
  return { source: 'files', key, cert, ca, passphrase };
}
