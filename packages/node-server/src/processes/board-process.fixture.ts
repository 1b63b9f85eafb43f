import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import { certificates, tempFolder } from '../app.fixture.ts';
import { type ServerProcess, spawnServer } from '../testing/server-process.ts';
import { type TestClients, testClients } from '../testing/test-clients.ts';

const MAIN = new URL('../board-main.fixture.ts', import.meta.url);

/** An error that no code of ours would throw, as a module to import. */
const CRASH =
  "data:text/javascript,process.on('SIGUSR2', () => { throw new Error('\\u009bcrashed for the test') })";

/** The board in processes of its own, which throw an error that nobody catches at SIGUSR2. */
export function spawnBoard(changed: Readonly<Record<string, string>> = {}): ServerProcess {
  const files = certificates();
  const env = {
    SSL_KEY: files.serverKey,
    SSL_CERT: files.serverCert,
    SSL_PASSWD_FILE: files.passphrase,
    DATA_DIR: tempFolder(),
    BATCHED_WRITES: inject('batchedWrites'),
    ...changed,
  };
  return spawnServer(MAIN, env, { nodeOptions: ['--import', 'tsx', '--import', CRASH] });
}

/** Clients of the board on this port. */
export function clientsOf(port: number): TestClients {
  return testClients(`https://localhost:${port}`, readFileSync(certificates().ca, 'utf8'));
}
