import { constants } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

const TLS_1_3_SUITES = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** For TLS 1.2, all of them with forward secrecy and AEAD. */
const TLS_1_2_SUITES = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
];

/** The first one came with OpenSSL 3.5. */
const CURVES = ['X25519MLKEM768', 'X25519', 'prime256v1', 'secp384r1'].filter(isKnownCurve);

/**
 * Mozilla's intermediate profile, without renegotiation; with `TLSv1.3` as the least version it is their modern one.
 * Source: https://ssl-config.mozilla.org/guidelines/6.0.json
 */
export function mozillaIntermediate(minVersion: 'TLSv1.2' | 'TLSv1.3'): SecureContextOptions {
  return {
    minVersion,
    ciphers: [...TLS_1_3_SUITES, ...TLS_1_2_SUITES].join(':'),
    ecdhCurve: CURVES.join(':'),
    // All suites are good, so the client takes what its processor is fast at.
    honorCipherOrder: false,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}

function isKnownCurve(curve: string): boolean {
  try {
    createSecureContext({ ecdhCurve: curve, ca: [] });
    return true;
  } catch {
    return false;
  }
}
