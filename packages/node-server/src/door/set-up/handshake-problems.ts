import type { TLSSocket } from 'node:tls';
import { createIsProxy } from '../addresses/client-of.ts';
import type { SetUp, SetUpProblem } from './request-problems.ts';

const HTTP_ON_HTTPS: SetUpProblem = {
  reason: 'http_on_https',
  why: 'Plain HTTP came to a port of HTTPS: let the proxy speak HTTPS to it (nginx: proxy_pass https://; HAProxy: ssl in the server line), or set TLS=off',
};
const NO_TLS: SetUpProblem = {
  reason: 'no_tls',
  why: 'What came to a port of HTTPS is no TLS: if the proxy writes PROXY headers set PROXY_PROTOCOL=on, otherwise let it speak HTTPS',
};
const NO_TLS_BEHIND_HEADER: SetUpProblem = {
  reason: 'no_tls',
  why: 'What came behind a PROXY header to a port of HTTPS is no TLS: if it is a second PROXY header let one of the proxies write none, otherwise let the proxy pass TLS on or speak HTTPS',
};
const NO_CLIENT_CERTIFICATE: SetUpProblem = {
  reason: 'no_client_certificate',
  why: 'A connection had no client certificate, and CLIENT_CERT=require: give the proxy one (nginx: proxy_ssl_certificate and proxy_ssl_certificate_key; HAProxy: crt in the server line), or let it pass TLS through',
};
const HTTP_2_ALONE: SetUpProblem = {
  reason: 'http_2_alone',
  why: 'TLS was offered for another protocol than HTTP/1.1, which is what this server speaks: let the proxy offer http/1.1 too (HAProxy: alpn http/1.1 in the server line)',
};
const NO_SHARED_CIPHER: SetUpProblem = {
  reason: 'no_shared_cipher',
  why: 'TLS was offered with no cipher that this server has: let the proxy offer the usual ones (nginx: no proxy_ssl_ciphers; HAProxy: no ciphers in the server line)',
};

/** What the other end answers to a certificate that it does not trust. */
const NOT_TRUSTED =
  /^ERR_SSL_\w+_ALERT_(UNKNOWN_CA|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE|CERTIFICATE_EXPIRED|UNSUPPORTED_CERTIFICATE)$/;

/** Says what a TLS handshake that failed shows to be wrong; nothing where it can be chance. */
export function createHandshakeProblems({
  trustProxy = 0,
  proxyProtocol = 'off',
  tlsMinVersion = 'TLSv1.2',
}: SetUp): (error: NodeJS.ErrnoException, socket: TLSSocket) => SetUpProblem | undefined {
  const isProxy = createIsProxy(trustProxy);
  const problems: Readonly<Record<string, SetUpProblem>> = {
    ERR_SSL_HTTP_REQUEST: HTTP_ON_HTTPS,
    ERR_SSL_WRONG_VERSION_NUMBER: proxyProtocol === 'off' ? NO_TLS : NO_TLS_BEHIND_HEADER,
    ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: NO_CLIENT_CERTIFICATE,
    ERR_SSL_NO_APPLICATION_PROTOCOL: HTTP_2_ALONE,
    ERR_SSL_NO_SHARED_CIPHER: NO_SHARED_CIPHER,
    ERR_SSL_UNSUPPORTED_PROTOCOL: {
      reason: 'tls_too_old',
      why: `What came speaks no ${tlsMinVersion} or newer: let the proxy speak it to the server (nginx: proxy_ssl_protocols ${tlsMinVersion}; HAProxy: ssl-min-ver ${tlsMinVersion} in the server line)${tlsMinVersion === 'TLSv1.3' ? ', or set TLS_MIN_VERSION=1.2' : ''}`,
    },
  };
  return ({ code = '' }, { authorizationError, remoteAddress }) => {
    // Node refuses the certificate itself then, and says so nowhere else.
    if (authorizationError)
      return {
        reason: 'client_certificate_not_trusted',
        why: `A client certificate is not trusted (${authorizationError}), and CLIENT_CERT=require: give the proxy one that the CA in SSL_CA has signed, or set SSL_CA to the CA of the one that it has`,
      };
    if (NOT_TRUSTED.test(code) && isProxy(remoteAddress)) return CERTIFICATE_NOT_TRUSTED;
    return problems[code];
  };
}

const CERTIFICATE_NOT_TRUSTED: SetUpProblem = {
  reason: 'certificate_not_trusted',
  why: 'The proxy does not trust the certificate of this server: give it the CA that has signed SSL_CERT (nginx: proxy_ssl_trusted_certificate; HAProxy: ca-file in the server line)',
};
