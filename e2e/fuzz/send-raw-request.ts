import { connect } from 'node:tls';
import type { RawRequest } from './corpus/raw-requests.ts';
import { createExchange } from './https-exchange.ts';

/** Milliseconds after which a client that hears nothing more leaves. */
const PATIENCE = 250;

/**
 * Opens a polling session, writes each text into a TLS connection of its own, and leaves once the server fell silent.
 * Resolves to the status that the last connection saw, `undefined` for none.
 */
export async function sendRawRequest({ texts }: RawRequest, serverUrl: string): Promise<number | undefined> {
  const { exchange, close } = createExchange(serverUrl);
  const opened = await exchange('/socket.io/?EIO=4&transport=polling');
  const { sid } = JSON.parse(opened?.body.slice(1) ?? '{}') as { sid?: string };
  const statuses = await Promise.all(
    texts.map((text) => write(text.replaceAll('{sid}', String(sid)), serverUrl)),
  );
  close();
  return statuses.at(-1);
}

function write(text: string, serverUrl: string): Promise<number | undefined> {
  const { hostname: host, port } = new URL(serverUrl);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      socket.setTimeout(PATIENCE, () => socket.destroy());
      // One character is one byte here.
      socket.write(text, 'latin1');
    });
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    // A reset is one way of hanging up; `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(heard) ?? [];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}
