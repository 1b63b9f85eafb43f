import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { StartError } from '@switchboard/node-server/lifecycle';
import { startConformance } from './conformance-server.ts';

/** Where the development certificates of the repository are kept. */
const DEV_CERTIFICATES = fileURLToPath(new URL('../../.certificates', import.meta.url));

// `pnpm conformance [--port 3000] [--https-port 3443]`: serves until a signal.
try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '3000' },
      'https-port': { type: 'string', default: '3443' },
    },
  });
  const server = await startConformance({
    port: readPort('port', values.port),
    httpsPort: readPort('https-port', values['https-port']),
    tls: { source: 'development', directory: DEV_CERTIFICATES },
  });
  console.log(`conformance: ${server.url}\nconformance: ${server.httpsUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server[Symbol.asyncDispose]());
  }
} catch (error) {
  console.error(`conformance: ${error instanceof StartError ? error.message : (error as Error).message}`);
  process.exitCode = 1;
}

function readPort(name: string, text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new StartError(`--${name} must be a port number, not "${text}".`);
}
