import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger, type TestEvents } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { type EventControllerMap, lazyControllers } from './controller.ts';
import type { Middleware } from './middleware.ts';
import { createRouter } from './router.ts';
import { withMiddleware } from './with-middleware.ts';

type WithTrail = RouterContext & { readonly trail: readonly string[] };

/** Adds its name to the trail that it finds. */
const mark =
  (name: string): Middleware<RouterContext, { trail: readonly string[] }> =>
  (_message, context, next) => {
    const { trail = [] } = context as Partial<WithTrail>;
    return next({ trail: [...trail, name] });
  };

const trailControllers = {
  'time:now': (_message, { trail }) => ({ now: trail.join(' ') }),
  'count:add': ({ message }, { trail }) => ({ total: message.by * trail.length }),
} satisfies Partial<EventControllerMap<TestEvents, WithTrail>>;

const now = { event: 'time:now', socketId: 's1' };
const builder = createRouter(contract, { scopes });

describe('withMiddleware', () => {
  it('runs around the controllers inside, within those of the router, and around no other', async () => {
    const feature = withMiddleware(mark('feature'), withMiddleware(mark('event'), trailControllers));
    const seen: string[] = [];
    const router = builder
      .use(mark('router'))
      .use(({ event }, _context, next) => {
        seen.push(event);
        return next();
      })
      .controllers({
        ...controllers,
        ...feature,
        'value:echo': (_message, { trail }) => trail,
      });
    expect(await router.dispatch(now, stranger)).toEqual({ ok: true, data: { now: 'router feature event' } });
    expect(await router.dispatch({ ...now, event: 'value:echo' }, stranger)).toEqual({
      ok: true,
      data: ['router'],
    });
    expect(seen).toEqual(['time:now', 'value:echo']);
  });

  it('leaves lazy controllers lazy', async () => {
    let loads = 0;
    const lazy = lazyControllers(['time:now', 'count:add'], async () => {
      loads += 1;
      return trailControllers;
    });
    const router = builder.controllers({ ...controllers, ...withMiddleware(mark('late'), lazy) });
    expect(loads).toBe(0);
    expect(await router.dispatch(now, stranger)).toEqual({ ok: true, data: { now: 'late' } });
    await router.load();
    expect(loads).toBe(1);
  });

  it('does not hide a lazy controller that is missing', async () => {
    const lazy = lazyControllers(['time:now'], async () => ({}) as typeof trailControllers);
    const router = builder.controllers({ ...controllers, ...withMiddleware(mark('late'), lazy) });
    await expect(router.load()).rejects.toThrow('The controller of "time:now" could not be loaded.');
  });

  it('may refuse a call', async () => {
    const closed: Middleware<RouterContext> = () => Promise.reject(new EventError('FORBIDDEN'));
    const { 'time:now': open } = controllers;
    const router = builder.controllers({
      ...controllers,
      ...withMiddleware(closed, { 'count:add': () => expect.unreachable('the controller was called') }),
      'time:now': open,
    });
    const add = { event: 'count:add', socketId: 's1', payload: { by: '1' } };
    expect(await router.dispatch(add, stranger)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await router.dispatch(now, stranger)).toMatchObject({ ok: true });
  });
});
