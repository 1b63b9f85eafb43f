import { EventError } from '@switchboard/contract';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { HOSTS, serveBridge } from './bridge.fixture.ts';

const failure = (code: string, more: object = {}) => ({
  ok: false,
  error: expect.objectContaining({ code, ...more }),
});

describe.each(Object.keys(HOSTS))('under %s', (host) => {
  describe('a reply', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    let deep: unknown[] = [];
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const broken = {
      toJSON: () => {
        throw new Error('not now');
      },
    };

    it.each([
      ['a BigInt', { n: 1n }],
      ['a cycle', cycle],
      ['nesting without end', deep],
      ['a toJSON that throws', broken],
    ])('that cannot be encoded is REPLY_INVALID, reported once: %s', async (_what, value) => {
      const { post, reported } = await serveBridge(host, { 'value:get': () => value });
      const answer = await post('value:get');
      expect([answer.status, answer.json]).toEqual([500, failure('REPLY_INVALID')]);
      expect(answer.text).not.toContain('not now');
      expect(reported).toEqual([
        {
          event: 'value:get',
          socketId: '',
          error: expect.objectContaining({ code: 'REPLY_INVALID', cause: expect.any(Error) }),
        },
      ]);
      expect((await post('item:count')).status).toBe(200);
    });

    it('that breaks the contract is REPLY_INVALID, reported once', async () => {
      const { post, reported } = await serveBridge(host, {
        'item:count': () => ({ count: 'secret' as never }),
      });
      const answer = await post('item:count');
      expect([answer.status, answer.json]).toEqual([500, failure('REPLY_INVALID')]);
      expect(answer.text).not.toContain('secret');
      expect(reported).toMatchObject([{ event: 'item:count', error: { code: 'REPLY_INVALID' } }]);
    });
  });

  describe('the context', () => {
    it('may be asynchronous, and sees the request', async () => {
      const { post } = await serveBridge(
        host,
        {},
        { context: async ({ headers }) => ({ user: { id: String(headers['x-user']) }, scopes: ['owner'] }) },
      );
      expect((await post('owner:name', undefined, { 'x-user': 'ann' })).json).toEqual({
        ok: true,
        data: { name: 'ann' },
      });
    });

    it.each<[string, (error: unknown) => never]>([
      [
        'throws',
        (error) => {
          throw error;
        },
      ],
      ['rejects', (error) => Promise.reject(error) as never],
    ])(
      'that %s is the reply: an EventError as it is, anything else without its reason',
      async (_how, end) => {
        let error: unknown = new EventError('UNAUTHORIZED', { message: 'This token is void.' });
        const { post, reported, records } = await serveBridge(host, {}, { context: () => end(error) });
        const refused = await post('item:count');
        expect([refused.status, refused.json]).toEqual([
          401,
          failure('UNAUTHORIZED', { message: 'This token is void.' }),
        ]);
        expect(reported).toEqual([]);
        error = new Error('the secret store is down');
        const failed = await post('item:count');
        expect([failed.status, failed.json]).toEqual([500, failure('INTERNAL_SERVER_ERROR')]);
        expect(failed.text).not.toContain('secret');
        expect(reported).toMatchObject([{ event: 'item:count', error: { cause: error } }]);
        expect(records.map(({ code }) => code)).toEqual(['UNAUTHORIZED', 'INTERNAL_SERVER_ERROR']);
      },
    );

    it('that never settles ends in TIMEOUT after 10 seconds, with its signal aborted', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const { promise: signal, resolve } = withResolvers<AbortSignal>();
      const { post } = await serveBridge(
        host,
        {},
        {
          context: (_request, connection) => {
            resolve(connection.signal);
            return new Promise(() => {});
          },
        },
      );
      const answer = post('item:count');
      await signal;
      vi.advanceTimersByTime(10_000);
      expect(await answer).toMatchObject({ status: 504, json: failure('TIMEOUT') });
      expect((await signal).aborted).toBe(true);
    });

    it('is given up when the client leaves', async () => {
      const { promise: signal, resolve } = withResolvers<AbortSignal>();
      const { begin, records } = await serveBridge(
        host,
        {},
        {
          context: (_request, connection) => {
            resolve(connection.signal);
            return new Promise(() => {});
          },
        },
      );
      const leave = begin('item:count');
      const given = await signal;
      const aborted = new Promise<void>((done) => given.addEventListener('abort', () => done()));
      leave();
      await aborted;
      await expect.poll(() => records).toMatchObject([{ code: 'DISCONNECTED' }]);
    });
  });

  it("aborts its controller's signal when the client leaves", async () => {
    const { promise: signal, resolve } = withResolvers<AbortSignal>();
    const { begin, records, router } = await serveBridge(host, {
      'item:count': (_message, context) => {
        resolve(context.signal);
        return new Promise(() => {});
      },
    });
    const leave = begin('item:count');
    await signal;
    leave();
    await expect.poll(() => records).toMatchObject([{ code: 'DISCONNECTED' }]);
    expect([(await signal).aborted, router.inFlight]).toEqual([true, 0]);
  });

  it('answers where the size of a body cannot be said', async () => {
    const bodySize = (): never => {
      throw new Error('no size');
    };
    const { post } = await serveBridge(host, {}, { bodySize });
    expect(await post('item:count')).toMatchObject({ status: 500, json: failure('INTERNAL_SERVER_ERROR') });
  });
});
