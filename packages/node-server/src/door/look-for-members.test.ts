import { describe, expect, it, onTestFinished } from 'vitest';
import { featuresOff, makeSpecimens, type Specimens } from './look-for-members.ts';
import { ask, head, serveTls } from './tls-door.fixture.ts';

const UNREAD = 'the limit of answers that nobody reads';
const OFF = 'Node, ws or Engine.IO is not as expected, so a part of the door is off';

function specimens(): Specimens {
  const made = makeSpecimens();
  onTestFinished(() => {
    made.connection.destroy();
    made.httpConnection.destroy();
    made.webSocket?.terminate();
  });
  return made;
}

/** Gives an object a member of this value until the end of the test. */
function replace(object: object, member: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(object, member);
  Object.defineProperty(object, member, { value, configurable: true, writable: true });
  onTestFinished(() => {
    if (before) Object.defineProperty(object, member, before);
    else Reflect.deleteProperty(object, member);
  });
}

describe('the door on HTTPS', () => {
  it('logs nothing where everything is as it expects', async () => {
    const { lines } = await serveTls();
    expect(lines).toEqual([]);
  });

  it('says at the start that a limit is off where Node lacks what it reads, and serves', async () => {
    const { connection } = specimens();
    const { _handle: handle } = connection as unknown as { readonly _handle: object };
    replace(Object.getPrototypeOf(handle), 'writeQueueSize', undefined);
    const { lines, open } = await serveTls();
    expect(lines).toMatchObject([{ level: 40, off: UNREAD, msg: OFF }]);
    expect(await ask(await open(), head('GET /'))).toMatch(/^HTTP\/1\.1 404 /);
  });
});

it.each([
  [UNREAD, 'connection', '_handle'],
  ['the limit of what nobody reads of a body', 'request', '_dump'],
  ['the end of parsing after too many requests', 'httpConnection', 'parser'],
  ['the limits of requests, for those without a Host header', 'httpServer', 'requireHostHeader'],
  ['MAX_BUFFERED_BYTES_IN_TOTAL, for parts of messages', 'webSocket', '_receiver'],
  ['the report of time-outs that are too short', 'webSocket', '_closeFrameReceived'],
] as const)('%s is off without %s.%s', async (off, name, member) => {
  const { io } = await serveTls();
  const made = specimens();
  replace(made[name] as object, member, undefined);
  expect(featuresOff(made, io.engine)).toEqual([off]);
});

it('MAX_PACKETS_PER_SECOND is off for pings without the server of WebSockets', async () => {
  const { io } = await serveTls();
  replace(io.engine, 'ws', undefined);
  expect(featuresOff(specimens(), io.engine)).toEqual([
    'MAX_PACKETS_PER_SECOND, for pings and parts of messages',
  ]);
});
