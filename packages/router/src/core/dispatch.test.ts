import { defineContract, EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RouterContext } from '../lib/router-context.ts';
import { call, createTestRouter, failsWith } from './router.fixture.ts';
import { createRouter } from './router.ts';

describe('a call that succeeds', () => {
  it('hands the output of the payload to the controller and sends the input form of the response', async () => {
    let received: unknown;
    const router = createTestRouter({
      'count:add': ({ event, socketId, message }) => {
        received = { event, socketId, message };
        return { total: message.by };
      },
    });
    const reply = await call(router, { event: 'count:add', payload: { by: '7' } });
    expect(received).toEqual({ event: 'count:add', socketId: 's1', message: { by: 7, times: 1 } });
    expect(reply).toStrictEqual({ ok: true, data: { total: 7 } });
  });

  it('gives null to a controller without a payload, and no data without a response', async () => {
    let received: unknown = 'nothing';
    const run = ({ message }: { message: null }) => {
      received = message;
      return 'not part of the contract';
    };
    const router = createTestRouter({ 'task:run': run as never });
    expect(await call(router, { event: 'task:run' })).toStrictEqual({ ok: true });
    expect(received).toBeNull();
    expect(await call(router, { event: 'task:run', payload: null })).toStrictEqual({ ok: true });
  });

  it('gives the controller the meta of its call', async () => {
    const metas: unknown[] = [];
    const router = createTestRouter({
      'task:run': (_message, { meta }) => {
        metas.push(meta);
      },
    });
    await call(router, { event: 'task:run', meta: { id: 'c1', trace: 't', stranger: 1 } });
    await call(router, { event: 'task:run' });
    expect(metas).toEqual([{ id: 'c1', trace: 't' }, {}]);
  });

  it('lets a user with the scope through, and its controller see the user', async () => {
    const alice = (): RouterContext => ({ user: { id: 'alice' }, scopes: ['secrets'] });
    expect(await call(createTestRouter(), { event: 'secret:read' }, alice)).toEqual({
      ok: true,
      data: { reader: 'alice' },
    });
  });
});

describe('a call that is refused before its controller', () => {
  const never = () => expect.unreachable('the controller was called');
  const router = createTestRouter({
    'count:add': never,
    'time:now': never,
    'secret:read': never,
    'value:echo': never,
  });

  it('BAD_REQUEST names the field that does not fit', async () => {
    expect(await call(router, { event: 'count:add', payload: { by: 'x', more: 1 } })).toMatchObject(
      failsWith('BAD_REQUEST', { issues: [{ path: ['by'], message: 'must be digits' }] }),
    );
  });

  it.each([[undefined], [null], [[]], ['text']])(
    'BAD_REQUEST for %j where an object is due',
    async (payload) => {
      expect(await call(router, { event: 'count:add', payload })).toMatchObject(failsWith('BAD_REQUEST'));
    },
  );

  it.each([[{}], [0], [''], [false]])(
    'BAD_REQUEST for the payload %j to an event without one',
    async (payload) => {
      const reply = await call(router, { event: 'time:now', payload });
      expect(reply).toMatchObject(
        failsWith('BAD_REQUEST', { issues: [{ path: [], message: 'This event takes no payload.' }] }),
      );
    },
  );

  const nested = (levels: number): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { inner: value };
    return value;
  };

  it('BAD_REQUEST for a payload that its recursive schema has no stack for', async () => {
    const Deep: z.ZodType = z.lazy(() => z.strictObject({ in: Deep.optional() }));
    const deep = createRouter(
      defineContract({
        name: 'deep',
        version: '1.0.0',
        clientEventMap: { 'deep:take': { summary: 'Deep', payload: Deep } },
        serverEventMap: {},
      }),
    ).controllers({ 'deep:take': never });
    let payload: unknown = {};
    for (let level = 0; level < 6_000; level++) payload = { in: payload };
    expect(await call(deep, { event: 'deep:take', payload })).toMatchObject(failsWith('BAD_REQUEST'));
  });

  it.each([65, 2_000, 100_000])('BAD_REQUEST for a payload that nests %d levels deep', async (levels) => {
    expect(await call(router, { event: 'value:echo', payload: nested(levels) })).toMatchObject(
      failsWith('BAD_REQUEST', { message: 'A payload may nest at most 64 levels deep.' }),
    );
    const payload = nested(64);
    expect(await call(createTestRouter(), { event: 'value:echo', payload })).toMatchObject({ ok: true });
  });

  it('BAD_REQUEST names the part of the meta that does not fit', async () => {
    const reply = await call(router, { event: 'time:now', meta: { id: 1 } });
    const message = "The call's meta does not fit: meta.id must be a string of 1-128 characters.";
    expect(reply).toMatchObject(failsWith('BAD_REQUEST', { message, issues: [{ path: ['meta', 'id'] }] }));
  });

  it("PAYLOAD_TOO_LARGE over the event's limit or the router's, and not at it", async () => {
    expect(await call(router, { event: 'value:echo', bytes: 1_001 })).toMatchObject(
      failsWith('PAYLOAD_TOO_LARGE'),
    );
    expect(await call(router, { event: 'time:now', bytes: 16_385 })).toMatchObject(
      failsWith('PAYLOAD_TOO_LARGE'),
    );
    const open = createTestRouter({}, { maxBytes: 5 });
    expect(await call(open, { event: 'value:echo', bytes: 1_000 })).toMatchObject({ ok: true });
    expect(await call(open, { event: 'time:now', bytes: 5 })).toMatchObject({ ok: true });
    expect(await call(open, { event: 'time:now', bytes: 6 })).toMatchObject(failsWith('PAYLOAD_TOO_LARGE'));
  });

  it('UNAUTHORIZED without an identity, even if scopes were granted', async () => {
    const reply = await call(router, { event: 'secret:read' }, () => ({
      user: undefined,
      scopes: ['secrets'],
    }));
    expect(reply).toMatchObject(failsWith('UNAUTHORIZED'));
  });

  it('FORBIDDEN without the scope', async () => {
    const reply = await call(router, { event: 'secret:read' }, () => ({
      user: { id: 'bob' },
      scopes: ['secret'],
    }));
    expect(reply).toMatchObject(failsWith('FORBIDDEN', { message: 'This event needs the scope "secrets".' }));
  });

  it("with the transport's own refusal, also for an unknown event", async () => {
    const refusal = new EventError('TOO_MANY_REQUESTS', { retryAfter: 5 });
    const expected = failsWith('TOO_MANY_REQUESTS', { retryAfter: 5 });
    expect(await call(router, { event: 'time:now', refusal })).toMatchObject(expected);
    expect(await call(router, { event: 'nobody', refusal })).toMatchObject(expected);
  });
});
