import { Server as TlsServer } from 'node:tls';
import type { App } from '../lifecycle/app.ts';
import { type TestClients, testClients } from './test-clients.ts';

/** A server that listens, and what talks to it. Closes itself, and its clients, at the end of the scope. */
export interface TestServer extends Omit<TestClients, keyof Disposable>, AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly ca: string;
  reloadCertificate(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server, for a test, on the port of its configuration: give it 0. `ca` is the CA of its certificate, in PEM. */
export async function startTestServer(app: App, ca: string): Promise<TestServer> {
  const port = await app.listen();
  const url = `${app.server instanceof TlsServer ? 'https' : 'http'}://localhost:${port}`;
  const { open, connect, request, ...clients } = testClients(url, ca);
  return {
    ...{ port, url, ca, open, connect, request },
    reloadCertificate: app.reloadCertificate,
    close: app.close,
    [Symbol.asyncDispose]: async () => {
      clients[Symbol.dispose]();
      await app.close();
    },
  };
}
