import type { Attack } from './attack.ts';
import { type Attacker, flood } from './attacker.ts';
import { CONTINUATION, frame, many, PING, PONG, TEXT } from './frame.ts';

const LARGE = frame(TEXT, `42["system:echo",{"value":"${'x'.repeat(300_000)}"}]`);
/** Nearly as large as the contract lets it be. */
const ECHO = frame(TEXT, `421["system:echo",{"value":"${'x'.repeat(60_000)}"}]`);
/** Nearly as large as a packet may be; nobody serves it. */
const UPLOAD = frame(TEXT, `42["no:such","${'x'.repeat(250_000)}"]`);
/** Leaves twice what it joined once, and joins again. */
const SURPLUS = Buffer.concat([frame(TEXT, '41'), frame(TEXT, '41'), frame(TEXT, '40')]);

/** Below packets and in them: what is sent over a WebSocket that is open. */
export const frameAttacks: readonly Attack[] = [
  {
    name: 'pings-unread',
    counts: ['flood', 'slow_reader'],
    run: (attacker) => onWebSockets(attacker, many(400, frame(PING, 'x'.repeat(125))), { reads: false }),
  },
  {
    name: 'pings-read',
    counts: ['flood'],
    run: (attacker) => onWebSockets(attacker, many(400, frame(PING))),
  },
  {
    name: 'pongs',
    counts: ['flood'],
    run: (attacker) => onWebSockets(attacker, many(400, frame(PONG))),
  },
  {
    name: 'fragments',
    counts: ['flood'],
    run: (attacker) =>
      onWebSockets(attacker, many(400, frame(CONTINUATION, '', false)), { first: frame(TEXT, '4', false) }),
  },
  {
    name: 'oversized-packets',
    counts: ['packet_too_large'],
    run: (attacker) => onWebSockets(attacker, LARGE),
  },
  {
    name: 'broken-packets',
    counts: ['parse_error'],
    run: (attacker) => onWebSockets(attacker, frame(TEXT, '42["system:echo",')),
  },
  {
    name: 'echoes-unread',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => onWebSockets(attacker, ECHO, { reads: false, every: 6 }),
  },
  {
    name: 'event-flood',
    counts: ['flood'],
    run: (attacker) => onWebSockets(attacker, many(400, frame(TEXT, '421["system:time"]'))),
  },
  {
    name: 'event-bursts',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => onWebSockets(attacker, many(400, frame(TEXT, '421["system:time"]')), { every: 1_000 }),
  },
  {
    name: 'uploads',
    // Read no faster than an address may send.
    counts: [],
    run: (attacker) => onWebSockets(attacker, UPLOAD),
  },
  {
    name: 'event-stream',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => onWebSockets(attacker, many(5, frame(TEXT, '421["system:time"]')), { every: 11 }),
  },
  {
    name: 'unknown-events',
    // Such events stay with Socket.IO, which drops them.
    counts: [],
    run: (attacker) => onWebSockets(attacker, many(5, frame(TEXT, '421["no:such"]')), { every: 11 }),
  },
  {
    name: 'unknown-namespaces',
    counts: [],
    run: (attacker) => onWebSockets(attacker, many(5, frame(TEXT, '40/never,')), { every: 11 }),
  },
  {
    name: 'surplus-disconnects',
    counts: ['unexpected_packet'],
    run: (attacker) => onWebSockets(attacker, many(3, SURPLUS), { every: 11 }),
  },
];

interface Sending {
  /** What each connection sends once, when it has joined. */
  readonly first?: Buffer;
  /** @default true */
  readonly reads?: boolean;
  /** Milliseconds between two times; without them as fast as they are taken. */
  readonly every?: number;
}

/** Six WebSockets join the main namespace, and send the same until they are cut. */
function onWebSockets(
  attacker: Attacker,
  bytes: Buffer,
  { first, reads = true, every = 0 }: Sending = {},
): Promise<void> {
  return attacker.inParallel(6, async () => {
    const stream = await attacker.openWebSocket();
    if (reads) stream.resume();
    stream.write(frame(TEXT, '40'));
    if (first) stream.write(first);
    await flood(stream, bytes, every);
  });
}
