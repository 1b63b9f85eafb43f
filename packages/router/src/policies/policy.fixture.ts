import { type AnyReply, defineContract, defineEvents, type Policy } from '@switchboard/contract';
import { z } from 'zod';
import type { IncomingCall } from '../core/dispatch.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter, type Router, type RouterOptions } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';

const Work = z.strictObject({ name: z.string(), in: z.strictObject({ room: z.string() }).optional() });

interface Job {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly finish: (result?: unknown) => void;
}

/** A router whose `work:do` ends when the test says so, on a clock that the test moves. */
export interface PolicyTest {
  readonly router: Router;
  readonly clock: FakeClock;
  /** What the controller was called with, in order; not yet finished unless the test did. */
  readonly jobs: Job[];
  /** Calls `work:do` as socket `s1` and nobody, unless it says otherwise. */
  call(
    incoming?: Partial<IncomingCall> & {
      name?: string;
      room?: string;
      user?: string;
      address?: string;
      scopes?: string[];
    },
  ): Promise<AnyReply>;
  /** Resolves when everything that can go on without the clock has. */
  settled(): Promise<void>;
}

export function testPolicy(policy: Policy, options: RouterOptions = {}): PolicyTest {
  const clock = createFakeClock();
  const jobs: Job[] = [];
  const work = { summary: 'Work', payload: Work, response: z.unknown(), errors: { TIRED: true } } as const;
  const contract = defineContract({
    name: 'work',
    version: '1.0.0',
    clientEventMap: defineEvents({ 'work:do': { ...work, policy }, 'work:also': { ...work, policy } }),
    serverEventMap: {},
  });
  const start = (name: string, signal: AbortSignal): Promise<unknown> => {
    const { promise, resolve } = withResolvers<unknown>();
    jobs.push({ name, signal, finish: (result = `${name} done`) => resolve(result) });
    return promise;
  };
  const router = createRouter(contract, { clock, onFailure: () => {}, ...options }).controllers({
    'work:do': ({ message }, { signal }) => start(message.name, signal),
    'work:also': ({ message }, { signal }) => start(message.name, signal),
  });
  return {
    router,
    clock,
    jobs,
    call: async ({ name = 'a', room, user, address, scopes = [], ...incoming } = {}) => {
      const who = user === undefined ? undefined : { id: user };
      const context: RouterContext = { user: who, address, scopes };
      const payload = { name, ...(room !== undefined && { in: { room } }) };
      return router.dispatch({ event: 'work:do', socketId: 's1', payload, ...incoming }, context);
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
