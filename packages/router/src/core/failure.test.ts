import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import type { Middleware } from './middleware.ts';
import { call, createTestRouter, failsWith, settle } from './router.fixture.ts';
import { createRouter } from './router.ts';
import { withMiddleware } from './with-middleware.ts';

const SECRET = 'the password is swordfish';

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('a controller that fails', () => {
  const add = { event: 'count:add', payload: { by: '1' } };

  it('answers a declared error with the input form of its data', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('OVERFLOW', { max: 9 }) },
      add,
    );
    expect(reply).toEqual(
      failsWith('OVERFLOW', { message: 'OVERFLOW', data: { max: 9 }, issues: undefined }),
    );
  });

  it.each([
    ['CONFLICT', undefined],
    ['DISCONNECTED', { written: true }],
  ])('answers the standard code %s with the data %j alone, and plain issues', async (code, data) => {
    const issues = [{ path: ['by'], message: 'taken', input: SECRET }];
    const thrown = new EventError(code, { data: { written: true, password: SECRET }, issues });
    const { reply } = await settle({ 'count:add': throwing(thrown) }, add);
    const { ok, error } = reply as { ok: boolean; error?: object };
    expect(ok).toBe(false);
    expect(error).toMatchObject({ code, data, issues: [{ path: ['by'], message: 'taken' }] });
    expect(JSON.stringify(reply)).not.toContain(SECRET);
  });

  it('answers a declared error without data, with a message of its own', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('FROZEN', undefined, { message: 'Thaw it first.' }) },
      add,
    );
    expect(reply).toMatchObject(failsWith('FROZEN', { message: 'Thaw it first.' }));
  });

  it('answers a standard error with retryAfter', async () => {
    const { reply } = await settle(
      { 'count:add': (_message, { fail }) => fail('SERVICE_UNAVAILABLE', undefined, { retryAfter: 100 }) },
      add,
    );
    expect(reply).toMatchObject(failsWith('SERVICE_UNAVAILABLE', { retryAfter: 100 }));
  });

  class WithoutBody extends EventError {
    override toBody(): never {
      throw new Error(SECRET);
    }
  }

  it.each([
    ['a Proxy that was revoked', revoked()],
    ['an EventError that gives no body', new WithoutBody('CONFLICT')],
    [
      'an EventError caused by a Proxy that was revoked',
      new EventError('SERVICE_UNAVAILABLE', { cause: revoked() }),
    ],
  ])('answers where the context throws %s', async (_what, thrown) => {
    const router = createTestRouter({}, { onFailure: () => {} });
    const context = (): never => {
      throw thrown;
    };
    expect(await call(router, {}, context)).toMatchObject({ ok: false });
    expect(router.inFlight).toBe(0);
  });

  const throwing = (thrown: unknown) => (): never => {
    throw thrown;
  };

  it.each<[string, () => never]>([
    ['an Error', throwing(new Error(SECRET))],
    ['a text', throwing(SECRET)],
    ['nothing', throwing(undefined)],
    ['an object that looks like an EventError', throwing({ code: 'FROZEN', message: SECRET })],
    ['a Proxy that was revoked', throwing(revoked())],
    ['a rejection', () => Promise.reject(new Error(SECRET)) as never],
  ])('answers INTERNAL_SERVER_ERROR and leaks nothing for %s', async (_what, controller) => {
    const { reply, records } = await settle({ 'count:add': controller }, add);
    expect(JSON.parse(JSON.stringify(reply))).toEqual(
      failsWith('INTERNAL_SERVER_ERROR', { message: 'The server failed to handle this event.' }),
    );
    expect(records).toMatchObject([{ code: 'INTERNAL_SERVER_ERROR' }]);
    expect(records[0]?.error?.message).not.toContain(SECRET);
  });

  it.each<[string, () => never]>([
    ['a response that does not fit', () => ({ total: SECRET }) as never],
    ['no response', () => undefined as never],
    [
      'an EventError that the event does not declare',
      throwing(new EventError('SWORDFISH', { message: SECRET, data: SECRET })),
    ],
    ['an EventError named after a prototype', throwing(new EventError('toString', { message: SECRET }))],
    [
      'a declared error with data that do not fit',
      throwing(new EventError('OVERFLOW', { data: { max: SECRET } })),
    ],
    ['a declared error without the data it needs', throwing(new EventError('OVERFLOW', { message: SECRET }))],
    ['data with a declared error that has none', throwing(new EventError('FROZEN', { data: SECRET }))],
  ])('answers REPLY_INVALID and leaks nothing for %s: the call was executed', async (_what, controller) => {
    const { reply, records } = await settle({ 'count:add': controller }, add);
    expect(JSON.parse(JSON.stringify(reply))).toEqual(
      failsWith('REPLY_INVALID', {
        message: 'The call was executed, but its reply does not fit the contract.',
      }),
    );
    expect(records).toMatchObject([{ code: 'REPLY_INVALID', error: { cause: expect.any(Error) } }]);
    expect(records[0]?.error?.message).not.toContain(SECRET);
  });

  it.each<[string, unknown, object]>([
    ['an undeclared error', new EventError('SWORDFISH'), {}],
    ['data that do not fit', new EventError('OVERFLOW', { data: SECRET }), {}],
    ['a response that does not fit', undefined, { total: SECRET }],
  ])(
    'answers INTERNAL_SERVER_ERROR for %s of a middleware: nothing was executed',
    async (_what, thrown, answer) => {
      const pass: Middleware<RouterContext> = (_message, _context, next) => next();
      const refuse: Middleware<RouterContext> = async () => {
        if (thrown) throw thrown;
        return answer;
      };
      const never = { 'count:add': () => expect.unreachable('the controller was called') };
      const quiet = { onFailure: () => {} };
      const ofRouter = createRouter(contract, { scopes, ...quiet })
        .use(refuse)
        .controllers({ ...controllers, ...never });
      const ofFeature = createTestRouter(withMiddleware(pass, withMiddleware(refuse, never)), quiet);
      for (const router of [ofRouter, ofFeature]) {
        const reply = await call(router, add);
        expect(reply).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
        expect(JSON.stringify(reply)).not.toContain(SECRET);
      }
    },
  );

  it('keeps the reason for the log: the thrown error, or what breaks the contract', async () => {
    const thrown = new Error(SECRET);
    const threw = await settle({ 'count:add': () => Promise.reject(thrown) }, add);
    expect(threw.records[0]?.error?.cause).toBe(thrown);
    const undeclared = new EventError('SWORDFISH');
    const broke = await settle({ 'count:add': () => Promise.reject(undeclared) }, add);
    expect(broke.records[0]?.error?.cause).toMatchObject({
      message: 'The error SWORDFISH is not declared by the contract.',
      cause: undeclared,
    });
    const inherited = await settle({ 'count:add': () => Promise.reject(new EventError('toString')) }, add);
    expect(inherited.records[0]?.error?.cause).toMatchObject({
      message: 'The error toString is not declared by the contract.',
    });
    const answered = await settle({ 'time:now': () => ({ now: 1 }) as never }, {});
    expect(answered.records[0]?.error?.cause).toMatchObject({
      message: expect.stringContaining('"path":["now"]'),
    });
  });

  it('never rejects, even if the schema of the error throws', async () => {
    const throwing = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error(SECRET);
        },
      },
    } as const;
    const broken = createRouter({
      name: 'broken',
      version: '1.0.0',
      clientEventMap: {
        'a:payload': { summary: 'Broken', payload: throwing },
        'a:response': { summary: 'Broken', response: throwing },
        'an:error': { summary: 'Broken', errors: { BROKEN: throwing } },
      },
      serverEventMap: {},
    }).controllers({
      'a:payload': () => {},
      'a:response': () => 1,
      'an:error': () => Promise.reject(new EventError('BROKEN', { data: SECRET })),
    });
    const codes = {
      'a:payload': 'INTERNAL_SERVER_ERROR',
      'a:response': 'REPLY_INVALID',
      'an:error': 'REPLY_INVALID',
    };
    for (const [event, code] of Object.entries(codes)) {
      const reply = await call(broken, { event });
      expect(reply).toMatchObject(failsWith(code));
      expect(JSON.stringify(reply)).not.toContain(SECRET);
    }
  });

  it('is not the only one that may: a context factory that throws becomes a reply too', async () => {
    const broken = () => {
      throw new Error(SECRET);
    };
    const reply = await call(createTestRouter(), { event: 'time:now' }, broken);
    expect(reply).toMatchObject(failsWith('INTERNAL_SERVER_ERROR'));
    const refused = await call(createTestRouter(), { event: 'time:now' }, () => {
      throw new EventError('UNAUTHORIZED');
    });
    expect(refused).toMatchObject(failsWith('UNAUTHORIZED'));
  });
});
