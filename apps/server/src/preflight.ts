import { loadConfig } from './config.ts';
import { StartError } from './start-error.ts';
import { loadTls } from './tls/load-tls.ts';

// Before development starts: is everything there that the server needs? Makes the development certificate.
try {
  await loadTls(loadConfig().tls);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
