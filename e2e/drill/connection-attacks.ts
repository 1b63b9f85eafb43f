import { once } from 'node:events';
import type { Attack } from './attack.ts';
import { type Attacker, flood } from './attacker.ts';

/** As many as an address may have, and some more. */
const MANY = 1_100;

const CLOSE = { Connection: 'close' };

/** Below Engine.IO: connections that cost more than they say. */
export const connectionAttacks: readonly Attack[] = [
  {
    name: 'tls-stalls',
    counts: ['max_connections_per_address'],
    run: (attacker) =>
      attacker.inParallel(MANY, async () => {
        const socket = attacker.openTcp();
        // The begin of a ClientHello of 512 bytes.
        socket.write(Buffer.from('160301020001', 'hex'));
        await once(socket, 'close');
      }),
  },
  {
    name: 'tls-handshakes',
    counts: ['max_new_connections_per_address'],
    // A connection each; its agent keeps none.
    run: (attacker) =>
      attacker.inParallel(20, () => attacker.request(attacker.agent(1), '/healthz', undefined, CLOSE), 0),
  },
  {
    name: 'websockets-never-joined',
    counts: ['connect_timeout', 'max_connections_per_address'],
    run: (attacker) => attacker.inParallel(MANY, async () => once(await attacker.openWebSocket(), 'close')),
  },
  {
    name: 'slow-headers',
    counts: [],
    run: (attacker) => dribble(attacker, 'GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n'),
  },
  {
    name: 'slow-bodies',
    counts: [],
    run: (attacker) =>
      dribble(
        attacker,
        'POST /events/system:echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n',
        ' ',
      ),
  },
  {
    name: 'slow-polling-bodies',
    counts: [],
    run: (attacker) =>
      attacker.inParallel(200, async () => {
        const path = '/socket.io/?EIO=4&transport=polling';
        const text = await attacker.request(attacker.agent(1), path);
        const { sid } = JSON.parse(text.slice(1)) as { sid: string };
        const stream = await attacker.openTls();
        stream.write(
          `POST ${path}&sid=${sid} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n`,
        );
        await flood(stream, '4', 1_000);
      }),
  },
  // The last one: its address may open no connections for a while.
  {
    name: 'pipelined-requests',
    counts: ['flood'],
    run: (attacker) =>
      attacker.inParallel(6, async () => {
        const stream = await attacker.openTls();
        stream.resume();
        await flood(stream, 'GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000));
      }),
  },
];

/** Begins requests on 200 connections, and adds a little to each every second. */
function dribble(attacker: Attacker, head: string, more: string): Promise<void> {
  return attacker.inParallel(200, async () => {
    const stream = await attacker.openTls();
    stream.write(head);
    await flood(stream, more, 1_000);
  });
}
