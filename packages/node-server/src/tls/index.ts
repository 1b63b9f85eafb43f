export { type ClientIdentity, clientIdentity, verifiedIdentity } from './client-identity.ts';
export { type DevCertificates, ensureDevCertificates } from './dev-certificate.ts';
export { createHttpsServer, type HttpsOptions, replaceCertificate } from './https-server.ts';
export { loadTls, type TlsMaterial } from './load-tls.ts';
export { type Https, serveHttps } from './serve-https.ts';
