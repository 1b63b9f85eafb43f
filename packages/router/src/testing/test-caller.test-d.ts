import type { Reply } from '@switchboard/contract';
import { expectTypeOf, it } from 'vitest';
import { contract, type TestEvents } from '../contract.fixture.ts';
import type { Router } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { captureEmits } from './capture-emits.ts';
import { createTestCaller } from './test-caller.ts';

interface NamedContext extends RouterContext {
  readonly user: { readonly id: string; readonly name: string } | undefined;
  readonly tenant: string;
}

declare const plain: Router;
declare const named: Router<NamedContext>;

it('a call takes the input of the payload and gives the typed reply, neither of them any', () => {
  const caller = createTestCaller(contract, plain);
  const add = () => caller.call('count:add', { by: '1' }, { id: 'c1', deadline: 5 });
  expectTypeOf(add).returns.resolves.toEqualTypeOf<Reply<TestEvents['count:add']>>();
  const now = () => caller.call('time:now');
  expectTypeOf(now).returns.resolves.toEqualTypeOf<Reply<TestEvents['time:now']>>();
  type Added = Extract<Awaited<ReturnType<typeof add>>, { ok: true }>['data'];
  expectTypeOf<Added>().toEqualTypeOf<{ total: string }>();
});

it('a call refuses what the contract does not say', () => {
  const caller = createTestCaller(contract, plain);
  const calls = [
    // @ts-expect-error the contract has no such event
    () => caller.call('count:subtract', { by: '1' }),
    // @ts-expect-error by is a text before the schema makes a number of it
    () => caller.call('count:add', { by: 1 }),
    // @ts-expect-error the payload is missing
    () => caller.call('count:add'),
    // @ts-expect-error this event has no payload
    () => caller.call('time:now', {}),
  ];
  expectTypeOf(calls).not.toBeAny();
});

it('a context is given where the defaults of the caller are not enough for it', () => {
  const user = { id: 'u1', name: 'Ann' };
  const callers = [
    () => createTestCaller(contract, plain),
    () => createTestCaller(contract, plain, { context: { scopes: [] }, socketId: 's1' }),
    () => createTestCaller(contract, named, { context: { user, tenant: 't1' } }),
    // @ts-expect-error the context has a tenant, and a user with a name
    () => createTestCaller(contract, named),
    // @ts-expect-error a user has a name
    () => createTestCaller(contract, named, { context: { tenant: 't1' } }),
    // @ts-expect-error the tenant is missing
    () => createTestCaller(contract, named, { context: { user } }),
    // @ts-expect-error the context knows of no such thing
    () => createTestCaller(contract, plain).as({ tenant: 't1' }),
  ];
  expectTypeOf(callers).not.toBeAny();
});

it('captured emits are distinguished by their event', () => {
  const [emit] = captureEmits(contract).emits;
  expectTypeOf(emit).not.toBeAny();
  if (emit?.event === 'count:changed') expectTypeOf(emit.payload).toEqualTypeOf<{ total: number }>();
  if (emit?.event === 'clock:struck') expectTypeOf(emit.payload).toEqualTypeOf<null>();
  // @ts-expect-error the contract has no such server event
  if (emit?.event === 'count:vanished') expectTypeOf(emit).not.toBeAny();
});
