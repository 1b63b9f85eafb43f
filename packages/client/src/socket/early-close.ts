/** What is needed of socket.io-client's engine. */
export interface EarlyClosing {
  readonly readyState: string;
  once(event: 'open' | 'close', listener: () => void): unknown;
}

/**
 * Makes an error of a transport that opens and closes again before its handshake is done. socket.io-client does not
 * listen for that, and would try again only after its own timeout, 20 s. Call it for each new engine, at once.
 */
export function reportEarlyClose(engine: EarlyClosing): void {
  if (engine.readyState !== 'opening') return;
  let isOpen = false;
  engine.once('open', () => {
    isOpen = true;
  });
  engine.once('close', () => {
    if (!isOpen) (engine as unknown as Emitter).emit('error', new Error('closed before the handshake'));
  });
}

// The engine's type does not let others emit its events.
interface Emitter {
  emit(event: 'error', error: Error): unknown;
}
