import type { ClientEngine } from './client-socket.ts';
import { failEngine } from './private-members.ts';

/**
 * Makes an error of a transport that opens and closes again before its handshake is done. socket.io-client does not
 * listen for that, and would try again only after its own timeout, 20 s. Call it for each new engine, at once.
 */
export function reportEarlyClose(engine: ClientEngine): void {
  if (engine.readyState !== 'opening') return;
  let isOpen = false;
  engine.once('open', () => {
    isOpen = true;
  });
  engine.once('close', () => {
    if (!isOpen) failEngine(engine, new Error('closed before the handshake'));
  });
}
