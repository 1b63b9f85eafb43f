import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { serveLimited } from '../limits.fixture.ts';
import { openSession, poll } from '../raw-client.fixture.ts';

it('a request of polling with more packets than a session may send is cut before they are decoded', async () => {
  await using server = await serveLimited();
  let packets = 0;
  server.io.engine.on('connection', (connection) => connection.on('packet', () => void packets++));
  const sid = await openSession(server.url);
  await poll(server.url, { sid, body: Array.from({ length: 501 }, () => '6').join('\u001e') });
  await expect.poll(() => server.cuts).toEqual(['flood']);
  expect(packets).toBe(0);
});

it('as many as it may send are served', async () => {
  await using server = await serveLimited();
  let packets = 0;
  server.io.engine.on('connection', (connection) => connection.on('packet', () => void packets++));
  const sid = await openSession(server.url);
  await poll(server.url, { sid, body: Array.from({ length: 500 }, () => '6').join('\u001e') });
  await nextTurn();
  expect(packets).toBe(500);
  expect(server.cuts).toEqual([]);
});
