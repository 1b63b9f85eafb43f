import type { CallMeta } from '@switchboard/contract';
import { describe, expectTypeOf, it } from 'vitest';
import { contract, controllers, type TestEvents } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import type { Controller, EventControllerMap, Fail } from './controller.ts';
import { lazyControllers } from './controller.ts';
import { createRouter, type Router } from './router.ts';

interface AppContext extends RouterContext {
  readonly user: { readonly id: string; readonly name: string } | undefined;
  readonly tenant: string;
}

const builder = createRouter(contract).context<AppContext>();
type AppControllers = EventControllerMap<TestEvents, AppContext>;
type Add = Controller<TestEvents, 'count:add', AppContext>;

describe('the controller map', () => {
  it('is complete as it stands', () => {
    expectTypeOf(builder.controllers(controllers)).toEqualTypeOf<Router<AppContext>>();
    expectTypeOf<keyof AppControllers>().toEqualTypeOf<keyof TestEvents>();
  });

  it('misses no event', () => {
    const { 'time:now': _now, ...rest } = controllers;
    // @ts-expect-error time:now has no controller
    builder.controllers(rest);
  });

  it('has no controller without an event', () => {
    // @ts-expect-error the contract has no time:later
    builder.controllers({ ...controllers, 'time:later': () => ({ now: 'later' }) });
  });

  it('answers with what the contract says', () => {
    // @ts-expect-error total is a number before the schema makes text of it
    builder.controllers({ ...controllers, 'count:add': () => ({ total: 'seven' }) });
    // @ts-expect-error total is missing
    builder.controllers({ ...controllers, 'count:add': () => ({}) });
    // @ts-expect-error a promise is held to the same response
    builder.controllers({ ...controllers, 'count:add': async () => ({ total: 'seven' }) });
    // @ts-expect-error the response is not optional
    builder.controllers({ ...controllers, 'count:add': () => {} });
  });

  it('takes lazy controllers, held to the same types', () => {
    const load = async () => ({ 'time:now': () => ({ now: 'noon' }) });
    builder.controllers({ ...controllers, ...lazyControllers(['time:now'], load) });
    // @ts-expect-error the feature has no such controller
    lazyControllers(['time:later'], load);
    const wrong = async () => ({ 'time:now': () => ({ now: 12 }) });
    // @ts-expect-error now is a text
    builder.controllers({ ...controllers, ...lazyControllers(['time:now'], wrong) });
  });
});

describe('a controller', () => {
  it('gets the output of the payload, and it is not any', () => {
    expectTypeOf<Parameters<Add>[0]['message']>().toEqualTypeOf<{ by: number; times: number }>();
    expectTypeOf<Parameters<Add>[0]['event']>().toEqualTypeOf<'count:add'>();
    expectTypeOf<
      Parameters<Controller<TestEvents, 'time:now', AppContext>>[0]['message']
    >().toEqualTypeOf<null>();
    expectTypeOf<Awaited<ReturnType<Add>>>().toEqualTypeOf<{ total: number }>();
    expectTypeOf<
      Awaited<ReturnType<Controller<TestEvents, 'note:drop', AppContext>>>
    >().toEqualTypeOf<void>();
  });

  it('sees a user that is there exactly where a scope is declared', () => {
    builder.controllers({
      ...controllers,
      'secret:read': (_message, { user, tenant }) => {
        expectTypeOf(user).toEqualTypeOf<{ readonly id: string; readonly name: string }>();
        expectTypeOf(tenant).toEqualTypeOf<string>();
        return { reader: user.name };
      },
      'time:now': (_message, { user }) => {
        expectTypeOf(user).toEqualTypeOf<{ readonly id: string; readonly name: string } | undefined>();
        // @ts-expect-error a stranger may call time:now
        return { now: user.name };
      },
    });
  });

  it('gets the signal and the meta of its call', () => {
    expectTypeOf<Parameters<Add>[1]['signal']>().toEqualTypeOf<AbortSignal>();
    expectTypeOf<Parameters<Add>[1]['meta']>().toEqualTypeOf<CallMeta>();
  });
});

describe('fail', () => {
  const fail = (() => {
    throw new Error('types only');
  }) as Fail<TestEvents['count:add']>;

  it('takes the declared codes with their data, and the standard ones', () => {
    expectTypeOf(() => fail('OVERFLOW', { max: 9 })).returns.toEqualTypeOf<never>();
    expectTypeOf(() => fail('FROZEN')).returns.toEqualTypeOf<never>();
    expectTypeOf(() =>
      fail('TOO_MANY_REQUESTS', undefined, { retryAfter: 5 }),
    ).returns.toEqualTypeOf<never>();
  });

  it('refuses any other code, and data that do not fit', () => {
    // @ts-expect-error nobody declared MELTED
    expectTypeOf(() => fail('MELTED')).returns.toEqualTypeOf<never>();
    // @ts-expect-error OVERFLOW needs data
    expectTypeOf(() => fail('OVERFLOW')).returns.toEqualTypeOf<never>();
    // @ts-expect-error max is a number before the schema makes text of it
    expectTypeOf(() => fail('OVERFLOW', { max: '9' })).returns.toEqualTypeOf<never>();
    // @ts-expect-error FROZEN has no data
    expectTypeOf(() => fail('FROZEN', { ice: true })).returns.toEqualTypeOf<never>();
  });

  it("does not know another event's codes", () => {
    const failNow = fail as Fail<TestEvents['time:now']>;
    // @ts-expect-error FROZEN belongs to count:add
    expectTypeOf(() => failNow('FROZEN')).returns.toEqualTypeOf<never>();
  });
});

describe('a middleware', () => {
  it('adds to the context of what comes after it, and only there', () => {
    builder
      .use<{ traceId: string }>((_message, context, next) => {
        expectTypeOf(context.tenant).toEqualTypeOf<string>();
        // @ts-expect-error nobody has added a traceId yet
        void context.traceId;
        return next({ traceId: 't1' });
      })
      .use((_message, { traceId }, next) => {
        expectTypeOf(traceId).toEqualTypeOf<string>();
        return next();
      })
      .controllers({
        ...controllers,
        'time:now': (_message, { traceId }) => {
          expectTypeOf(traceId).toEqualTypeOf<string>();
          return { now: traceId };
        },
      });
  });

  it('must add what it promises', () => {
    // @ts-expect-error next() without the traceId
    builder.use<{ traceId: string }>((_message, _context, next) => next());
    // @ts-expect-error the traceId is a text
    builder.use<{ traceId: string }>((_message, _context, next) => next({ traceId: 1 }));
  });

  it('asks the transport for no more than the context it said', () => {
    const router = builder
      .use<{ traceId: string }>((_message, _context, next) => next({ traceId: 't1' }))
      .controllers(controllers);
    expectTypeOf(router).toEqualTypeOf<Router<AppContext>>();
    // @ts-expect-error the tenant is missing
    void router.dispatch({ event: 'time:now', socketId: 's1' }, { user: undefined, scopes: [] });
  });
});
