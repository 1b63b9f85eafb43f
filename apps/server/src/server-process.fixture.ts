import { readFileSync } from 'node:fs';
import {
  type ServerProcess,
  spawnServer,
  type TestClients,
  testClients,
} from '@switchboard/node-server/testing';
import { inject } from 'vitest';
import { certificates, tempFolder } from './app.fixture.ts';

const MAIN = new URL('../dist/main.js', import.meta.url);

/** The built chat as it is started for real, with a certificate, a data folder and a port of its own. */
export function spawnChat(changed: Readonly<Record<string, string>> = {}): ServerProcess {
  const files = certificates();
  return spawnServer(MAIN, {
    SSL_KEY: files.serverKey,
    SSL_CERT: files.serverCert,
    SSL_PASSWD_FILE: files.passphrase,
    DATA_DIR: tempFolder(),
    BATCHED_WRITES: inject('batchedWrites'),
    ...changed,
  });
}

/** Clients of the chat on this port. */
export function clientsOf(port: number): TestClients {
  return testClients(`https://localhost:${port}`, readFileSync(certificates().ca, 'utf8'));
}
