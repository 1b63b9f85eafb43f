import { EventError } from '@switchboard/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import type { Middleware } from './middleware.ts';
import { createRouter } from './router.ts';
import { withMiddleware } from './with-middleware.ts';

const add = { event: 'count:add', socketId: 's1', payload: { by: '2' } };

describe('middlewares', () => {
  it('run around the controller, the first outermost, after the payload was validated', async () => {
    const steps: unknown[] = [];
    const trace =
      (name: string): Middleware<RouterContext> =>
      async ({ message }, _context, next) => {
        steps.push(`${name} before`, message);
        const result = await next();
        steps.push(`${name} after`, result);
        return result;
      };
    const router = createRouter(contract, { scopes })
      .use(trace('a'))
      .use(trace('b'))
      .controllers(controllers);
    await router.dispatch(add, stranger);
    const message = { by: 2, times: 1 };
    expect(steps).toEqual([
      'a before',
      message,
      'b before',
      message,
      'b after',
      { total: 2 },
      'a after',
      { total: 2 },
    ]);

    steps.length = 0;
    await router.dispatch({ ...add, payload: { by: 'x' } }, stranger);
    await router.dispatch({ event: 'nobody', socketId: 's1' }, stranger);
    expect(steps).toEqual([]);
  });

  it('see the signal and the meta, and add to the context from there on', async () => {
    const seen: unknown[] = [];
    const router = createRouter(contract, { scopes })
      .use<{ tenant: string }>((_message, { signal, meta }, next) => {
        seen.push(signal.aborted, meta.id);
        return next({ tenant: 'acme' });
      })
      .use<{ region: string }>((_message, { tenant }, next) => next({ region: `${tenant}-eu` }))
      .controllers({
        ...controllers,
        'time:now': (_message, { tenant, region }) => ({ now: `${tenant} ${region}` }),
      });
    const reply = await router.dispatch({ event: 'time:now', socketId: 's1', meta: { id: 'c1' } }, stranger);
    expect(reply).toEqual({ ok: true, data: { now: 'acme acme-eu' } });
    expect(seen).toEqual([false, 'c1']);
  });

  it('refuse a call by throwing, and the rest of the chain does not run', async () => {
    const router = createRouter(contract, { scopes })
      .use(() => Promise.reject(new EventError('SERVICE_UNAVAILABLE', { retryAfter: 9 })))
      .use(() => expect.unreachable('the second middleware was called'))
      .controllers({ ...controllers, 'count:add': () => expect.unreachable('the controller was called') });
    expect(await router.dispatch(add, stranger)).toMatchObject({
      ok: false,
      error: { code: 'SERVICE_UNAVAILABLE', retryAfter: 9 },
    });
  });

  it('may answer without the controller, and what they answer is held to the contract', async () => {
    const answer = (result: unknown) =>
      createRouter(contract, { scopes })
        .use(async () => result)
        .controllers({ ...controllers, 'count:add': () => expect.unreachable('the controller was called') })
        .dispatch(add, stranger);
    expect(await answer({ total: 5 })).toEqual({ ok: true, data: { total: 5 } });
    expect(await answer({ total: 'five' })).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('see the error of the controller and may replace it', async () => {
    const router = createRouter(contract, { scopes })
      .use(async (_message, _context, next) => {
        try {
          return await next();
        } catch (cause) {
          throw new EventError('FROZEN', { cause });
        }
      })
      .controllers({ ...controllers, 'count:add': () => Promise.reject(new Error('ice')) });
    expect(await router.dispatch(add, stranger)).toMatchObject({ ok: false, error: { code: 'FROZEN' } });
  });

  it('may call next() only once', async () => {
    let runs = 0;
    const records: unknown[] = [];
    const router = createRouter(contract, { scopes, onSettled: ({ error }) => records.push(error?.cause) })
      .use(async (_message, _context, next) => {
        await next();
        return next();
      })
      .controllers({
        ...controllers,
        'count:add': () => {
          runs += 1;
          return { total: 1 };
        },
      });
    expect(await router.dispatch(add, stranger)).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(runs).toBe(1);
    expect(records).toEqual([new Error('A middleware of "count:add" called next() twice.')]);
  });

  it.each<[string, Middleware<RouterContext>, object]>([
    [
      'awaited only after a while',
      async (_message, _context, next) => {
        const running = next();
        await new Promise(setImmediate);
        return running;
      },
      { ok: false, error: { code: 'FROZEN' } },
    ],
    [
      'never awaited',
      (_message, _context, next) => {
        void next();
        return { total: 5 };
      },
      { ok: true, data: { total: 5 } },
    ],
  ])('end no process where the error of the controller is %s', async (_how, middleware, reply) => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const fails = async (): Promise<never> => {
      throw new EventError('FROZEN');
    };
    for (const within of [
      createRouter(contract, { scopes })
        .use(middleware)
        .controllers({ ...controllers, 'count:add': fails }),
      createRouter(contract, { scopes }).controllers({
        ...controllers,
        ...withMiddleware(middleware, { 'count:add': fails }),
      }),
    ]) {
      expect(await within.dispatch(add, stranger)).toMatchObject(reply);
    }
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
  });

  it('start a lazy thenable of the controller once, as a query builder is', async () => {
    let runs = 0;
    const query = {
      // biome-ignore lint/suspicious/noThenProperty: it is what the test is about.
      then: (resolve: (value: unknown) => void) => {
        runs += 1;
        resolve({ total: 3 });
      },
    };
    const router = createRouter(contract, { scopes })
      .use(async (_message, _context, next) => next())
      .use((_message, _context, next) => next())
      .controllers({ ...controllers, 'count:add': () => query as never });
    expect(await router.dispatch(add, stranger)).toMatchObject({ ok: true });
    expect(runs).toBe(1);
  });

  it('belong to the builder they were added to, and to none that it came from', async () => {
    const base = createRouter(contract, { scopes });
    base.use(() => Promise.reject(new EventError('FORBIDDEN')));
    expect(await base.controllers(controllers).dispatch(add, stranger)).toMatchObject({ ok: true });
  });
});

const countsMore = (_message: unknown, _context: unknown, ...more: unknown[]) => ({ now: `${more.length}` });
it.each<[string, unknown]>([
  ['alone', countsMore],
  ['that is lazy', { load: async () => countsMore }],
  ['behind a middleware of its own', withMiddleware((_m, _c, next) => next(), { a: countsMore as never }).a],
])('a controller %s gets the message and the context, and nothing else', async (_how, controller) => {
  const router = createRouter(contract, { scopes })
    .use((_message, _context, next) => next())
    .controllers({ ...controllers, 'time:now': controller as never });
  expect(await router.dispatch({ event: 'time:now', socketId: 's1' }, stranger)).toEqual({
    ok: true,
    data: { now: '0' },
  });
});
