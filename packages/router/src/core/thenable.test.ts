import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { createMemoryCallStore } from '../policies/call-store.ts';
import { testPolicy } from '../policies/policy.fixture.ts';
import { lazyControllers } from './controller.ts';
import { failsWith } from './router.fixture.ts';
import { createRouter, type Router } from './router.ts';

/** Awaitable, with `then` alone: no `catch`, no `finally`, and no Promise of this realm. */
function later<T>(settle: () => T): Promise<Awaited<T>> {
  const thenable = {
    // biome-ignore lint/suspicious/noThenProperty: it is what the test is about.
    then: (resolve: (value: T) => void, reject: (error: unknown) => void) => {
      setImmediate(() => {
        try {
          resolve(settle());
        } catch (error) {
          reject(error);
        }
      });
    },
  };
  return thenable as unknown as Promise<Awaited<T>>;
}

const broken = (): never => {
  throw new EventError('FROZEN');
};

const schema = (validate: (value: unknown) => unknown) =>
  ({
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => later(() => validate(value)) },
  }) as never;

const accepts = schema((value) => ({ value: value ?? 1 }));
const refuses = schema(() => ({ issues: [{ message: 'no' }] }));

function serve(spec: object, controller: () => unknown = () => 1): Router {
  const clientEventMap = { 'time:now': { summary: 'Tell the time', ...spec } };
  const definition = { name: 'thenables', version: '1.0.0', clientEventMap, serverEventMap: {} };
  return createRouter(definition, { onFailure: () => {} }).controllers({
    'time:now': controller as () => void,
  });
}

describe('a thenable that is no Promise is awaited', () => {
  const now = { event: 'time:now', socketId: 's1', payload: 1 };

  it('from the schema of a payload, a response and an error', async () => {
    const fails = () => Promise.reject(new EventError('TIRED', { data: 1 }));
    const reply = (router: Router) => router.dispatch(now, stranger);
    expect(await reply(serve({ payload: accepts }))).toEqual({ ok: true });
    expect(await reply(serve({ payload: refuses }))).toMatchObject(failsWith('BAD_REQUEST'));
    expect(await reply(serve({ payload: accepts, response: accepts }))).toEqual({ ok: true, data: 1 });
    expect(await reply(serve({ payload: accepts, response: refuses }))).toMatchObject(
      failsWith('REPLY_INVALID'),
    );
    expect(await reply(serve({ payload: accepts, errors: { TIRED: accepts } }, fails))).toMatchObject(
      failsWith('TIRED', { data: 1 }),
    );
    expect(await reply(serve({ payload: accepts, errors: { TIRED: refuses } }, fails))).toMatchObject(
      failsWith('REPLY_INVALID'),
    );
  });

  it('from a controller, a lazy one and a middleware', async () => {
    const add = { event: 'count:add', socketId: 's1', payload: { by: '2' } };
    const noon = { 'time:now': () => later(() => ({ now: 'later' })), 'count:add': () => later(broken) };
    const routers = [
      createRouter(contract, { scopes }).controllers({ ...controllers, ...noon }),
      createRouter(contract, { scopes }).controllers({
        ...controllers,
        ...lazyControllers(['time:now', 'count:add'], () => later(() => noon)),
      }),
      createRouter(contract, { scopes })
        .use((_message, _context, next) => later(() => next()))
        .controllers({ ...controllers, ...noon }),
    ];
    for (const router of routers) {
      expect(await router.dispatch({ ...now, payload: null }, stranger)).toEqual({
        ok: true,
        data: { now: 'later' },
      });
      expect(await router.dispatch(add, stranger)).toMatchObject(failsWith('FROZEN'));
    }
  });

  it('from a store of calls, and one of rates', async () => {
    const memory = createMemoryCallStore();
    const callStore = {
      claim: (claim: Parameters<typeof memory.claim>[0]) => {
        const claimed = memory.claim(claim);
        return later(() => claimed);
      },
      settle: (claim: Parameters<typeof memory.claim>[0], reply: Parameters<typeof memory.settle>[1]) => {
        const settled = memory.settle(claim, reply);
        return later(() => settled);
      },
    };
    const rateStore = { take: () => later(() => ({ tokens: 1, retryAfter: 0 })) };
    const test = testPolicy({ idempotent: true, rate: '10/s' }, { callStore, rateStore });
    const meta = { id: 'c1' };
    const replies = [test.call({ meta, user: 'ann' }), test.call({ meta, user: 'ann' })];
    await expect.poll(() => test.jobs).toHaveLength(1);
    test.jobs[0]?.finish();
    expect(await Promise.all(replies)).toEqual(Array(2).fill({ ok: true, data: 'a done' }));
  });

  it('from a store of calls that fails, at once or later', async () => {
    for (const claim of [() => later(broken), broken]) {
      const test = testPolicy(
        { idempotent: true },
        { callStore: { ...createMemoryCallStore(), claim }, onFailure: () => {} },
      );
      expect(await test.call({ meta: { id: 'c1' } })).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
    }
    for (const settle of [() => later(broken), broken, () => Promise.reject(undefined)]) {
      const test = testPolicy({ idempotent: true }, { callStore: { ...createMemoryCallStore(), settle } });
      const reply = test.call({ meta: { id: 'c1' } });
      await expect.poll(() => test.jobs).toHaveLength(1);
      test.jobs[0]?.finish();
      expect(await reply).toEqual({ ok: true, data: 'a done' });
    }
  });
});
