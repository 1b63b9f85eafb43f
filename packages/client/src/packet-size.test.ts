import { describe, expect, it } from 'vitest';
import { costOf, oversize, type PacketSize, sizeOf } from './packet-size.ts';
import { serve } from './server.fixture.ts';
import { toWireValue } from './wire-value.ts';

/** The sizes of the pieces of the last event that a server got from this client. */
async function sizesAtServer(payload: unknown): Promise<number[]> {
  const pieces: number[] = [];
  const { io, client } = await serve((socket) => {
    pieces.length = 0;
    socket.on('any', (_payload, _meta, ack: (reply: object) => void) => ack({ ok: true }));
  });
  io.engine.on('connection', (connection: import('socket.io').Socket['conn']) => {
    connection.on('packet', ({ type, data }: { type: string; data: string | Buffer }) => {
      if (type === 'message') pieces.push(Buffer.byteLength(data));
    });
  });
  await client().callUnchecked('any', payload, { timeout: 300_000, id: 'a' });
  return pieces;
}

const PAYLOADS: readonly [string, unknown][] = [
  ['plain text', { text: 'x'.repeat(1_000) }],
  ['text that JSON escapes', { text: '"\\\n\u0000\u001f'.repeat(100) }],
  ['text of two, three and four bytes', { text: 'é漢😀'.repeat(100) }],
  ['half of a surrogate pair', { text: '\ud800x\udc00' }],
  ['keys that are escaped', { 'a"\n漢': { '\u0001': null } }],
  ['numbers, booleans and nothing', [1, -1.5e-7, 123_456_789.123, true, null, undefined, Number.NaN]],
  ['no payload', null],
  ['binary', { name: 'x', bytes: new Uint8Array(1_000) }],
  [
    'several binary parts',
    { files: [new Uint8Array(3), { bytes: new Uint8Array(0) }, new Uint8Array(70_000)] },
  ],
];

describe('the size of a packet', () => {
  it.each(PAYLOADS)('is what the server gets: %s', async (_what, payload) => {
    const args = ['any', toWireValue(payload), { deadline: 300_000, id: 'a' }];
    const exact = sizeOf(args, { namespace: '/', id: 0 }, 0);
    expect([exact.text, ...exact.parts]).toEqual(await sizesAtServer(payload));
  });

  it.each(PAYLOADS)('has a bound that is no less: %s', (_what, payload) => {
    const args = ['any', toWireValue(payload), { deadline: 300_000, id: 'a' }];
    const header = { namespace: '/', id: 0 };
    const [bound, exact] = [sizeOf(args, header, Number.POSITIVE_INFINITY), sizeOf(args, header, 0)];
    expect(bound.text).toBeGreaterThanOrEqual(exact.text);
    expect(bound.parts).toEqual(exact.parts);
  });

  it('has its namespace and the number of its parts in it', () => {
    const args = ['any', toWireValue({ bytes: new Uint8Array(1) })];
    const plain = sizeOf(args, { namespace: '/', id: 1 }, 0).text;
    expect(sizeOf(args, { namespace: '/shop', id: 12 }, 0).text).toBe(plain + '/shop,2'.length);
  });

  it('is exact where the bound of its text and its parts together are more than is cheap', () => {
    const args = ['any', toWireValue({ text: 'x'.repeat(100), bytes: new Uint8Array(900) })];
    const header = { namespace: '/', id: 0 };
    expect(sizeOf(args, header, 1_100)).toEqual(sizeOf(args, header, 0));
  });
});

describe('a packet that is too large', () => {
  const size: PacketSize = { text: 100, parts: [300, 90] };
  const limits = { maxBytes: undefined, maxPayload: undefined, isPolling: false };

  it.each([
    ['nothing, where nothing is known', {}, undefined],
    ['nothing, at its limits', { maxBytes: 490, maxPayload: 300 }, undefined],
    ['all of it for its event', { maxBytes: 489 }, 'The packet has 490 bytes; this event takes at most 489.'],
    ['its largest part', { maxPayload: 299 }, 'The packet has 300 bytes; the server takes at most 299.'],
    [
      'a part that polling makes longer',
      { maxPayload: 400, isPolling: true },
      'The packet has 401 bytes in base64; the server takes at most 400.',
    ],
    ['nothing, where polling has room', { maxPayload: 401, isPolling: true }, undefined],
  ])('is so for %s', (_what, more, says) => {
    expect(oversize(size, { ...limits, ...more })).toBe(says);
  });

  it('is so for its text with the type in front of it', () => {
    expect(oversize({ text: 100, parts: [] }, { ...limits, maxPayload: 100 })).toContain('has 101 bytes');
    expect(oversize({ text: 100, parts: [] }, { ...limits, maxPayload: 101 })).toBeUndefined();
  });
});

it.each([
  [{ text: 10, parts: [] }, 1],
  [{ text: 65_536, parts: [] }, 1],
  [{ text: 65_537, parts: [] }, 2],
  [{ text: 10, parts: [0, 1, 200_000] }, 7],
])('counts %j as %i packets, as the server does', (size, cost) => {
  expect(costOf(size, { maxPacketsPerSecond: 500, bytesPerPacket: 65_536 })).toBe(cost);
});
