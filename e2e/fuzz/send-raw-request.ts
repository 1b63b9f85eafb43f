import { connect } from 'node:tls';
import type { RawRequest } from './corpus/raw-requests.ts';
import { createExchange } from './https-exchange.ts';

/** Milliseconds after which a client that hears nothing, or nothing more, leaves. */
const SILENCE = 250;
/** Milliseconds that an answer may take where there must be one, on a slow machine too. */
const PATIENCE = 60_000;

/**
 * Opens a polling session, writes each text into a TLS connection of its own, and leaves once the server fell silent.
 * Resolves to the status that the last connection saw, `undefined` for none.
 */
export async function sendRawRequest(
  { texts, status }: RawRequest,
  serverUrl: string,
): Promise<number | undefined> {
  const { exchange, close } = createExchange(serverUrl);
  const opened = await exchange('/socket.io/?EIO=4&transport=polling');
  const { sid } = JSON.parse(opened?.body.slice(1) ?? '{}') as { sid?: string };
  const statuses = await Promise.all(
    texts.map((text, index) => {
      const isAnswered = status !== undefined && index === texts.length - 1;
      return write(text.replaceAll('{sid}', String(sid)), serverUrl, isAnswered ? PATIENCE : SILENCE);
    }),
  );
  close();
  return statuses.at(-1);
}

function write(text: string, serverUrl: string, patience: number): Promise<number | undefined> {
  const { hostname: host, port } = new URL(serverUrl);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      socket.setTimeout(patience, () => socket.destroy());
      // One character is one byte here.
      socket.write(text, 'latin1');
    });
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      socket.setTimeout(SILENCE);
    });
    // A reset is one way of hanging up; `close` follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(heard) ?? [];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}
