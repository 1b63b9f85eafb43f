import { DEV_CERTIFICATES, loadConfig } from './config.ts';
import { StartError } from './start-error.ts';
import { ensureDevCertificates } from './tls/dev-certificate.ts';
import { loadTls } from './tls/load-tls.ts';

// Before development starts: is everything there that the server needs? Makes the development certificates, which the
// console uses even where the server has its own.
try {
  await loadTls(loadConfig().tls);
  await ensureDevCertificates(DEV_CERTIFICATES);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
