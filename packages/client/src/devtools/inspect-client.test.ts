import { describe, expect, it } from 'vitest';
import { serve, until } from '../server.fixture.ts';
import { type InspectedReply, type InspectedTraffic, inspectClient } from './inspect-client.ts';

type Ack = (...answer: unknown[]) => void;

/** A server that acknowledges `time:now` with these arguments, or not at all. */
async function inspected(...answer: unknown[]) {
  const { client, received, io } = await serve((socket) => {
    socket.on('time:now', (...args: unknown[]) => answer.length > 0 && (args.at(-1) as Ack)(...answer));
  });
  const caller = client();
  const seen: InspectedTraffic[] = [];
  inspectClient(caller).observe((traffic) => seen.push(traffic));
  await until(caller, 'connected');
  return { caller, seen, received, io };
}

function replyIn(seen: readonly InspectedTraffic[]): InspectedReply | undefined {
  return seen.find((traffic) => traffic.kind === 'reply');
}

describe('a reply', () => {
  it('carries the call as it was reported, and what the server gave', async () => {
    const { caller, seen } = await inspected({ ok: true, data: { now: 'noon' } });
    await caller.call('time:now');
    expect(replyIn(seen)).toMatchObject({ by: 'server', raw: [{ ok: true, data: { now: 'noon' } }] });
    expect(replyIn(seen)?.sent).toBe(seen[0]);
  });

  it('carries a bare answer with all its arguments, though the call settles as REPLY_INVALID', async () => {
    const { caller, seen } = await inspected('noon', [1], null);
    expect(await caller.call('time:now')).toMatchObject({ error: { code: 'REPLY_INVALID' } });
    expect(replyIn(seen)).toMatchObject({ by: 'server', raw: ['noon', [1], null] });
  });

  it('of this end says so, and carries nothing of the server', async () => {
    const { caller, seen } = await inspected();
    await caller.call('time:now', null, { timeout: 20 });
    caller.disconnect();
    await caller.callUnchecked('time:now', { circle: 1n });
    const replies = seen.filter((traffic) => traffic.kind === 'reply');
    expect(replies.map(({ by, raw, reply }) => [by, raw, !reply.ok && reply.error.code])).toEqual([
      ['client', undefined, 'TIMEOUT'],
      ['client', undefined, 'BAD_REQUEST'],
    ]);
    expect(replies.map(({ sent }) => sent)).toEqual(seen.filter(({ kind }) => kind === 'call'));
  });
});

it('a call names its origin to the observers alone', async () => {
  const { caller, seen, received } = await inspected({ ok: true, data: { now: 'noon' } });
  await caller.call('time:now', null, { origin: 'a test' });
  expect(seen[0]).toMatchObject({ kind: 'call', origin: 'a test' });
  expect(received).toEqual([['time:now', null, { deadline: expect.any(Number) }]]);
});
