import { constants } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Config } from '../config.ts';
import type { TlsMaterial } from './load-tls.ts';

/** The six AEAD suites of Mozilla's intermediate list. Source: https://ssl-config.mozilla.org */
const TLS_1_2_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
];
const TLS_1_3_CIPHERS = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** TLS 1.2 and 1.3 without renegotiation; asks for the client's certificate as configured. It does not listen yet. */
export function createHttpsServer(
  material: TlsMaterial,
  { clientCert, ticketKeys }: Pick<Config, 'clientCert'> & { readonly ticketKeys?: Buffer | undefined },
  listener: RequestListener,
): Server {
  return createServer(
    {
      ...material,
      ...(ticketKeys && { ticketKeys }),
      minVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
      ciphers: [...TLS_1_3_CIPHERS, ...TLS_1_2_CIPHERS].join(':'),
      handshakeTimeout: 10_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      requestCert: clientCert !== 'off',
      rejectUnauthorized: clientCert === 'require',
    },
    listener,
  );
}
