import type { ReplyError } from '@switchboard/contract';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { createClient } from './client.ts';
import { contract, type TestClientEvents, type TestServerEvents } from './contract.fixture.ts';
import { createClientHooks } from './react/index.ts';
import type { CallArguments, CallOptions, Client } from './typed-client.ts';

const _nullish = { summary: 'List', payload: z.strictObject({ limit: z.int() }).nullish() };
type Nullish = typeof _nullish;

declare const client: Client<TestClientEvents, TestServerEvents>;

it('createClient takes its types from the contract', () => {
  expectTypeOf(createClient<TestClientEvents, TestServerEvents>).returns.toEqualTypeOf<typeof client>();
  expectTypeOf(() => createClient(contract, '')).returns.toEqualTypeOf<typeof client>();
});

describe('call', () => {
  it("takes the payload's input and gives the reply's output, neither of them any", async () => {
    const add = () => client.call('count:add', { by: '1' }, { timeout: 5, id: 'c1' });
    type Added = Awaited<ReturnType<typeof add>>;
    expectTypeOf<Extract<Added, { ok: true }>['data']>().toEqualTypeOf<{ total: string }>();
    type Failure = Extract<Added, { ok: false }>['error'];
    expectTypeOf<Failure>().toEqualTypeOf<ReplyError<TestClientEvents['count:add']>>();
    expectTypeOf<Extract<Failure, { code: 'OVERFLOW' }>['data']>().toEqualTypeOf<{ max: string }>();
    expectTypeOf<Extract<Failure, { code: 'FROZEN' }>['data']>().toEqualTypeOf<undefined>();
    expectTypeOf<Extract<Failure, { code: 'DISCONNECTED' }>['data']>().toEqualTypeOf<{ written: boolean }>();
  });

  it('needs no payload where the event has none, and has no data where it has no response', () => {
    const now = () => client.call('time:now');
    const later = () => client.call('time:now', null, { timeout: 5 });
    expectTypeOf(now).toEqualTypeOf(later);
    const drop = () => client.call('note:drop', { text: 'hi' });
    type Dropped = Extract<Awaited<ReturnType<typeof drop>>, { ok: true }>;
    expectTypeOf<Dropped['data']>().toEqualTypeOf<undefined>();
  });

  it('may leave out a payload that may be null', () => {
    expectTypeOf<CallArguments<Nullish>>().toEqualTypeOf<
      [payload?: { limit: number } | null | undefined, options?: CallOptions]
    >();
  });

  it('takes options that say how to try again', () => {
    const retried = () => client.call('count:add', { by: '1' }, { retry: { attempts: 3 } });
    expectTypeOf(retried).returns.toEqualTypeOf(client.call('count:add', { by: '1' }, { retry: true }));
    // @ts-expect-error a misspelt option would go unnoticed
    const misspelt = () => client.call('count:add', { by: '1' }, { retry: { atempts: 3 } });
    expectTypeOf(misspelt).not.toBeAny();
  });

  it('refuses what the contract does not say', () => {
    const calls = [
      // @ts-expect-error the contract has no such event
      () => client.call('count:subtract', { by: '1' }),
      // @ts-expect-error that one comes from the server
      () => client.call('count:changed', { total: 1 }),
      // @ts-expect-error by is a text before the schema makes a number of it
      () => client.call('count:add', { by: 1 }),
      // @ts-expect-error the payload is missing
      () => client.call('count:add'),
      // @ts-expect-error a closed payload takes no other key
      () => client.call('count:add', { by: '1', more: 1 }),
      // @ts-expect-error this event has no payload
      () => client.call('time:now', {}),
    ];
    expectTypeOf(calls).not.toBeAny();
  });

  it('has errors that are distinguished by codes of the contract alone', () => {
    const check = (error: ReplyError<TestClientEvents['count:add']>) => {
      // @ts-expect-error nobody declared MELTED
      if (error.code === 'MELTED') return;
      // @ts-expect-error the data are known only with the code
      if (error.code !== 'OVERFLOW') return error.data.max;
      return expectTypeOf(error.data.max).toEqualTypeOf<string>();
    };
    expectTypeOf(check).not.toBeAny();
  });
});

it('send takes only events without a response', () => {
  expectTypeOf(client.send<'note:drop'>).parameters.toEqualTypeOf<['note:drop', { text: string }]>();
  const sends = [
    // @ts-expect-error count:add has a response: call it
    () => client.send('count:add', { by: '1' }),
    // @ts-expect-error the payload is missing
    () => client.send('note:drop'),
    // @ts-expect-error text is a text
    () => client.send('note:drop', { text: 1 }),
  ];
  expectTypeOf(sends).not.toBeAny();
});

it('on gives its listener the output of the payload, and it is not any', () => {
  const listeners = [
    () => client.on('count:changed', (payload) => expectTypeOf(payload).toEqualTypeOf<{ total: string }>()),
    () => client.on('clock:struck', (payload) => expectTypeOf(payload).toEqualTypeOf<null>()),
    // @ts-expect-error the contract has no such server event
    () => client.on('count:vanished', () => {}),
    // @ts-expect-error that one goes to the server
    () => client.on('count:add', () => {}),
    // @ts-expect-error total is a text once the schema was applied
    () => client.on('count:changed', ({ total }: { total: number }) => total),
  ];
  expectTypeOf(listeners).toEqualTypeOf<(() => () => void)[]>();
});

it('the hooks have the same types', () => {
  const { useCall, useEvent, useClient } = createClientHooks(contract);
  const useAll = () => {
    const { call, reply } = useCall('count:add');
    expectTypeOf(call).parameter(0).toEqualTypeOf<{ by: string }>();
    expectTypeOf(call).returns.resolves.toEqualTypeOf<NonNullable<typeof reply>>();
    useEvent('count:changed', (payload) => expectTypeOf(payload).toEqualTypeOf<{ total: string }>());
    expectTypeOf(useClient()).toEqualTypeOf<typeof client>();
    // @ts-expect-error the contract has no such event
    useCall('count:subtract');
    // @ts-expect-error the contract has no such server event
    useEvent('count:add', () => {});
  };
  expectTypeOf(useAll).not.toBeAny();
});

it('the auth has a token and a contract of these types, and whatever else a server asks for', () => {
  const auths = [
    () => client.setAuth({ token: 't', contract: { name: 'test', version: '1.0.0' }, shard: 7 }),
    // @ts-expect-error a token is text
    () => client.setAuth({ token: 1 }),
    // @ts-expect-error a contract has a version
    () => client.setAuth({ contract: { name: 'test' } }),
  ];
  expectTypeOf(auths).toEqualTypeOf<(() => void)[]>();
});
