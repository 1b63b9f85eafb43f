import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createRawConnection } from '../devtools/raw-connection.ts';
import { serve, until } from '../server.fixture.ts';

/** Answers as a WebSocket server does, and hangs up. Source: https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2 */
function openAndClose({ headers, socket }: IncomingMessage): void {
  const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.end(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

it('tries again at once when a connection is cut between its opening and its handshake', async () => {
  const { io, client, cut } = await serve();
  let early = 0;
  io.engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
    if (early-- > 0) openAndClose(request);
    else next();
  });
  early = 2;
  const caller = client();
  const problem = await until(caller, 'connecting', (state) => state.problem !== undefined);
  expect(problem.problem?.message).toBe('closed before the handshake');
  await until(caller, 'connected');
  early = 2;
  cut();
  await until(caller, 'reconnecting', (state) => state.problem.message === 'closed before the handshake');
  await until(caller, 'connected');
  expect(early).toBe(-1);
});

it('is reported for a raw connection, too', async () => {
  const { io, url } = await serve();
  io.engine.use(openAndClose);
  const raw = createRawConnection(url, { socketOptions: { transports: ['websocket'] } });
  const { problem } = await until(raw, 'connecting', (state) => state.problem !== undefined);
  raw.disconnect();
  expect(problem?.message).toBe('closed before the handshake');
});

it('is no error when this end closes first', async () => {
  const { client, gate } = await serve();
  gate.open = false;
  const caller = client();
  caller.disconnect();
  expect(caller.state.status).toBe('disconnected');
  caller.connect();
  gate.open = true;
  await until(caller, 'connected');
});
