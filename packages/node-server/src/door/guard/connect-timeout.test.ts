import { once } from 'node:events';
import { expect, it } from 'vitest';
import { serveLimited, until } from '../limits.fixture.ts';
import { frame, openSession, poll, rawWebSocket, TEXT } from '../raw-client.fixture.ts';

const MESSAGE = 'no namespace was joined in 0.1 s (send CONNECT at once, or raise CONNECT_TIMEOUT)';

it('a WebSocket that joins nothing gets the reason, and is destroyed if it does not even close', async () => {
  await using server = await serveLimited({ connectTimeout: 100 });
  const socket = await rawWebSocket(server.url);
  let heard = '';
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
  });
  // What else it sends changes nothing.
  socket.write(frame(TEXT, '3'));
  await once(socket, 'close');
  expect(heard.slice(-(2 + MESSAGE.length))).toBe(`\x11\x3a${MESSAGE}`);
  expect(server.cuts).toEqual(['connect_timeout']);
  await expect.poll(() => server.connections.open).toBe(0);
});

it('a polling session that joins nothing is freed', async () => {
  await using server = await serveLimited({ connectTimeout: 100 });
  const sids = [await openSession(server.url), await openSession(server.url)];
  await expect.poll(() => server.connections.sessions.size).toBe(0);
  expect(server.cuts).toEqual(['connect_timeout', 'connect_timeout']);
  for (const sid of sids) {
    const { status, text } = await poll(server.url, { sid });
    expect([status, JSON.parse(text)]).toEqual([408, { cut: 'connect_timeout', message: MESSAGE }]);
  }
});

it('who has joined stays', async () => {
  await using server = await serveLimited({ connectTimeout: 100 });
  const client = server.client();
  await until(client, 'connected');
  await openSession(server.url);
  await expect.poll(() => server.cuts).toEqual(['connect_timeout']);
  await expect.poll(() => server.connections.sessions.size).toBe(1);
  expect(client.state.status).toBe('connected');
});
