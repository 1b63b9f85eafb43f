import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Attachment, messageEvents } from './messages.ts';

const LIMIT = 131_072;
const attachment = (bytes: unknown) => ({ name: 'a.png', type: 'image/png', bytes });

describe('an attachment', () => {
  it.each([
    [new Uint8Array()],
    [new Uint8Array(LIMIT)],
    [Buffer.alloc(LIMIT)],
    [new ArrayBuffer(LIMIT)],
    [new DataView(new ArrayBuffer(8))],
    [runInNewContext('Uint8Array.of(1)')],
    [runInNewContext('new ArrayBuffer(8)')],
  ])('takes bytes of any kind and realm up to 128 KiB, as a Uint8Array (%#)', (bytes) => {
    expect(Attachment.parse(attachment(bytes)).bytes).toBeInstanceOf(Uint8Array);
  });

  it.each([
    [new Uint8Array(LIMIT + 1)],
    [new ArrayBuffer(LIMIT + 1)],
    [[1, 2]],
    ['aGk='],
    [{ $bytes: 'aGk=' }],
    [null],
  ])('refuses bytes that are too many or no bytes (%#)', (bytes) => {
    expect(Attachment.safeParse(attachment(bytes)).error?.issues).toMatchObject([{ path: ['bytes'] }]);
  });

  it('fits into one packet of message:send, beside the longest text', () => {
    const { maxBytes } = messageEvents['message:send'].policy;
    expect(maxBytes).toBeGreaterThan(LIMIT + 4 * 2_000 + 1_024);
  });
});

describe('message:history', () => {
  const { payload } = messageEvents['message:history'];

  it('reads 50 messages by default', () => {
    expect(payload.parse({ room: 'general' })).toEqual({ room: 'general', limit: 50 });
  });

  it.each([0, 101, 1.5, '10', null])('refuses a limit of %j', (limit) => {
    expect(payload.safeParse({ room: 'general', limit }).error?.issues).toMatchObject([{ path: ['limit'] }]);
  });
});
