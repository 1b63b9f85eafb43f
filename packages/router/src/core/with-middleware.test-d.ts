import { describe, expectTypeOf, it } from 'vitest';
import { contract, controllers, type TestEvents } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { type Controller, type EventControllerMap, lazyControllers } from './controller.ts';
import type { Middleware } from './middleware.ts';
import { createRouter, type Router } from './router.ts';
import { withMiddleware } from './with-middleware.ts';

interface WithTenant extends RouterContext {
  readonly tenant: string;
}

const addTenant: Middleware<RouterContext, { tenant: string }> = (_message, _context, next) =>
  next({ tenant: 'acme' });

const tenantControllers = {
  'time:now': (_message, { tenant }) => ({ now: tenant }),
  'secret:read': (_message, { tenant, user }) => ({ reader: `${tenant} ${user.id}` }),
} satisfies Partial<EventControllerMap<TestEvents, WithTenant>>;

const builder = createRouter(contract);

describe('withMiddleware', () => {
  it('gives controllers what they need beyond the context of the router', () => {
    // @ts-expect-error nobody has added a tenant
    builder.controllers({ ...controllers, ...tenantControllers });
    const router = builder.controllers({ ...controllers, ...withMiddleware(addTenant, tenantControllers) });
    expectTypeOf(router).toEqualTypeOf<Router>();
  });

  it('takes one event, and lazy controllers', () => {
    const now: Controller<TestEvents, 'time:now', WithTenant> = (_message, { tenant }) => ({ now: tenant });
    builder.controllers({ ...controllers, ...withMiddleware(addTenant, { 'time:now': now }) });
    const lazy = lazyControllers(['time:now'], async () => tenantControllers);
    builder.controllers({ ...controllers, ...withMiddleware(addTenant, lazy) });
    // @ts-expect-error nobody has added a tenant
    builder.controllers({ ...controllers, ...lazy });
  });

  it('accumulates: the outer one adds for the inner one', () => {
    const addRegion: Middleware<WithTenant, { region: string }> = (_message, { tenant }, next) =>
      next({ region: tenant });
    const regional = {
      'time:now': (_message, { tenant, region }) => ({ now: tenant + region }),
    } satisfies Partial<EventControllerMap<TestEvents, WithTenant & { region: string }>>;
    const inner = withMiddleware(addRegion, regional);
    builder.controllers({ ...controllers, ...withMiddleware(addTenant, inner) });
    // @ts-expect-error the middleware itself needs a tenant
    builder.controllers({ ...controllers, ...inner });
    // @ts-expect-error in the wrong order
    builder.controllers({
      ...controllers,
      ...withMiddleware(addRegion, withMiddleware(addTenant, regional)),
    });
  });

  it('refuses a controller that wants something else under that name', () => {
    const addNumber: Middleware<RouterContext, { tenant: number }> = (_message, _context, next) =>
      next({ tenant: 7 });
    // @ts-expect-error the tenant is a text
    withMiddleware(addNumber, tenantControllers);
    const lazy = lazyControllers(['time:now'], async () => tenantControllers);
    // @ts-expect-error the tenant is a text, loaded or not
    withMiddleware(addNumber, lazy);
  });

  it('keeps what the controllers answer, so that the contract still holds them to it', () => {
    const wrong = { 'time:now': (_message: unknown, { tenant }: WithTenant) => ({ now: tenant.length }) };
    // @ts-expect-error now is a text
    builder.controllers({ ...controllers, ...withMiddleware(addTenant, wrong) });
  });

  it('may narrow what is there already', () => {
    const requireUser: Middleware<RouterContext, { user: { id: string } }> = (_message, { user }, next) =>
      next({ user: user ?? { id: 'nobody' } });
    const own = {
      'time:now': (_message, { user }) => ({ now: user.id }),
    } satisfies Partial<EventControllerMap<TestEvents, RouterContext & { user: { id: string } }>>;
    builder.controllers({ ...controllers, ...withMiddleware(requireUser, own) });
  });
});
