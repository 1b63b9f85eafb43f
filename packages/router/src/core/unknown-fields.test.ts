import { type AnyReply, defineContract, defineEvents, EventError, type Policy } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stranger } from '../contract.fixture.ts';
import { createTestCaller } from '../testing/test-caller.ts';
import { failsWith } from './router.fixture.ts';
import { createRouter } from './router.ts';
import type { CallFailure, CallRecord } from './settle.ts';

const Author = z.strictObject({ id: z.string() });
const Message = z.strictObject({
  text: z.string(),
  author: Author,
  parts: z.array(
    z.union([z.strictObject({ image: z.string() }), z.strictObject({ link: z.string(), title: z.string() })]),
  ),
});

const author = { id: 'ann' };
const message = { text: 'hi', author, parts: [{ link: '/a', title: 'A' }] };
/** The same with three fields that the contract does not name, at every depth, unions and arrays included. */
const row = {
  ...message,
  author: { ...author, password: 'swordfish' },
  parts: [{ link: '/a', title: 'A', clicks: 7 }],
  rowid: 1,
};
const dropped = [['rowid'], ['author', 'password'], ['parts', 0, 'clicks']];

function serve(answer: () => unknown, policy: Policy = {}) {
  const contract = defineContract({
    name: 'rows',
    version: '1.0.0',
    clientEventMap: defineEvents({
      'message:echo': {
        summary: 'Echo',
        payload: Message,
        response: z.unknown(),
        errors: { TAKEN: Message },
        policy,
      },
      'message:read': { summary: 'Read', response: Message, errors: { TAKEN: Message }, policy },
    }),
    serverEventMap: {},
  });
  const records: CallRecord[] = [];
  const failures: CallFailure[] = [];
  const router = createRouter(contract, {
    onSettled: (record) => records.push(record),
    onFailure: (failure) => failures.push(failure),
  }).controllers({
    'message:echo': ({ message: received }) => received,
    'message:read': answer as () => typeof message,
  });
  const call = async (event: string, payload?: unknown, meta?: unknown): Promise<AnyReply> =>
    router.dispatch({ event, socketId: 's1', payload, meta }, stranger);
  return { contract, router, call, records, failures };
}

const sorted = (paths: CallRecord['dropped']): string[] => (paths ?? []).map((path) => path.join('.')).sort();
const expected = sorted(dropped);

describe('fields that the contract does not name', () => {
  it('are left out of a payload before anything else sees it, at every depth, and recorded', async () => {
    const { call, records } = serve(() => message);
    expect(await call('message:echo', row)).toEqual({ ok: true, data: message });
    expect(await call('message:echo', message)).toEqual({ ok: true, data: message });
    expect(records.map((record) => sorted(record.dropped))).toEqual([expected, []]);
  });

  it('are left out of a response, and recorded; the row itself is not changed', async () => {
    const { call, records, failures } = serve(() => row);
    expect(await call('message:read')).toEqual({ ok: true, data: message });
    expect(records.map((record) => sorted(record.dropped))).toEqual([expected]);
    expect(failures).toEqual([]);
    expect(row.author).toEqual({ id: 'ann', password: 'swordfish' });
  });

  it("are left out of a declared error's data, and recorded", async () => {
    const { call, records, failures } = serve(() => Promise.reject(new EventError('TAKEN', { data: row })));
    expect(await call('message:read')).toMatchObject({ ok: false, error: { code: 'TAKEN', data: message } });
    expect(JSON.stringify(await call('message:read'))).not.toContain('swordfish');
    expect(records.map((record) => sorted(record.dropped))).toEqual([expected, expected]);
    expect(failures).toEqual([]);
  });

  it('are refused where the event says so, in both directions', async () => {
    const { call, failures } = serve(() => row, { unknownFields: 'refuse' });
    expect(await call('message:echo', row)).toMatchObject(failsWith('BAD_REQUEST'));
    expect(await call('message:echo', message)).toEqual({ ok: true, data: message });
    const reply = await call('message:read');
    expect(reply).toMatchObject(failsWith('REPLY_INVALID'));
    expect(JSON.stringify(reply)).not.toContain('swordfish');
    expect(failures).toMatchObject([{ event: 'message:read', error: { code: 'REPLY_INVALID' } }]);
  });

  it('do not save a payload whose known fields do not fit', async () => {
    const { call } = serve(() => message);
    expect(await call('message:echo', { ...row, text: 1 })).toMatchObject(
      failsWith('BAD_REQUEST', { issues: [{ path: ['text'] }] }),
    );
  });

  it('do not count where a call id comes again; those that it names do', async () => {
    const { call } = serve(() => message, { idempotent: true });
    const meta = { id: 'c1' };
    expect(await call('message:echo', row, meta)).toEqual({ ok: true, data: message });
    expect(await call('message:echo', message, meta)).toEqual({ ok: true, data: message });
    const other = { ...row, author: { ...row.author, id: 'bob' } };
    expect(await call('message:echo', other, meta)).toMatchObject(failsWith('CONFLICT'));
  });

  it('do not reach a test caller either', async () => {
    const { contract, router } = serve(() => row);
    const caller = createTestCaller(contract, router, { context: {} });
    expect(await caller.call('message:read')).toEqual({ ok: true, data: message });
  });
});

describe('bytes in a payload', () => {
  it.each([
    ['a Buffer', Buffer.from([1, 2])],
    ['an ArrayBuffer', new Uint8Array([1, 2]).buffer],
    ['a DataView', new DataView(new Uint8Array([0, 1, 2]).buffer, 1)],
  ])('reach a controller that wants a Uint8Array as one: %s', async (_what, data) => {
    const contract = defineContract({
      name: 'bytes',
      version: '1.0.0',
      clientEventMap: defineEvents({
        'file:sum': {
          summary: 'Add the bytes up',
          payload: z.strictObject({ data: z.instanceof(Uint8Array) }),
          response: z.int(),
        },
      }),
      serverEventMap: {},
    });
    const router = createRouter(contract).controllers({
      'file:sum': (received) => received.message.data.reduce((sum, byte) => sum + byte, 0),
    });
    expect(await router.dispatch({ event: 'file:sum', socketId: 's1', payload: { data } }, stranger)).toEqual(
      {
        ok: true,
        data: 3,
      },
    );
  });
});
