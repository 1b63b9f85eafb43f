export { type ClientIdentity, clientIdentity, verifiedIdentity } from './client-identity.ts';
export { type DevCertificates, ensureDevCertificates } from './dev-certificate.ts';
export { loadTls, type TlsMaterial } from './load-tls.ts';
export { type Https, type HttpsConfig, type HttpsParts, serveHttps } from './serve-https.ts';
