export { keepCertificate } from './certificate-keeper.ts';
export { type ClientIdentity, clientIdentity } from './client-identity.ts';
export { type DevCertificates, ensureDevCertificates } from './dev-certificate.ts';
export { createHttpsServer, replaceCertificate } from './https-server.ts';
export { loadTls } from './load-tls.ts';
