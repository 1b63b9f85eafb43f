import { StartError } from '@switchboard/node-server/lifecycle';
import { ensureDevCertificates, loadTls } from '@switchboard/node-server/tls';
import { loadConfig } from './config.ts';

// Before development starts: is everything there that the server needs? Makes the development certificates, which the
// console uses even where the server has its own; with TLS=off neither has one.
try {
  const config = loadConfig();
  if (config.tls.source !== 'off') {
    await loadTls(config.tls);
    await ensureDevCertificates(config.devCertificates);
  }
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
