import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadServerConfig } from '../config/server-config.ts';
import { createLogger } from '../observability/logger.ts';
import type { CreateApp } from '../processes/worker.ts';
import { ensureDevCertificates } from '../tls/dev-certificate.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/**
 * Starts a server, for a test, as its main module would: on a free port, with certificates and a data folder of its own, which are
 * removed when it closes itself at the end of the scope. It logs nothing, unless the variables set `LOG_LEVEL`.
 */
export async function startTestApp(
  createApp: CreateApp,
  variables: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-test-'));
  const directory = join(folder, '.certificates');
  const config = loadServerConfig({ SERVER_PORT: '0', LOG_LEVEL: 'silent', ...variables }, folder);
  const { ca } = await ensureDevCertificates(directory);
  const app = await createApp(
    { ...config, tls: config.tls.source === 'off' ? config.tls : { source: 'development', directory } },
    await createLogger(config),
    {},
  );
  const server = await startTestServer(app, readFileSync(ca, 'utf8'));
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
