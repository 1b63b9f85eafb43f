import { expectTypeOf, it } from 'vitest';
import { contract } from '../contract.fixture.ts';
import { type BroadcastTarget, type CollectOptions, createPublisher } from './publisher.ts';

const publish = createPublisher(contract, {} as BroadcastTarget);

it('emits the input of what the contract declares, to whomever', () => {
  expectTypeOf(publish.emit<'count:changed'>).parameters.toEqualTypeOf<
    ['count:changed', { total: number }]
  >();
  expectTypeOf(publish.emit<'clock:struck'>).parameters.toEqualTypeOf<['clock:struck']>();
  expectTypeOf(publish.to('hall').except('cellar').toUser('alice').toSocket('s1').all()).toEqualTypeOf(
    publish,
  );
});

it('emits nothing else', () => {
  const emits = [
    // @ts-expect-error the contract has no such server event
    () => publish.emit('count:vanished', { total: 1 }),
    // @ts-expect-error that one comes from clients
    () => publish.emit('count:add', { by: '1' }),
    // @ts-expect-error total is a number before the schema makes text of it
    () => publish.to('hall').emit('count:changed', { total: '1' }),
    // @ts-expect-error the payload is missing
    () => publish.toUser('alice').emit('count:changed'),
    // @ts-expect-error a closed payload takes no other key
    () => publish.emit('count:changed', { total: 1, more: 1 }),
    // @ts-expect-error this event has no payload
    () => publish.emit('clock:struck', { hour: 1 }),
  ];
  expectTypeOf(emits).toEqualTypeOf<(() => void)[]>();
});

it('collects the output of what the contract says of the answer, and it is not any', async () => {
  expectTypeOf(publish.collect<'poll:asked'>).parameters.toEqualTypeOf<
    ['poll:asked', payload: { topic: string }, options?: CollectOptions]
  >();
  expectTypeOf(publish.collect<'health:asked'>).parameters.toEqualTypeOf<
    ['health:asked', payload?: null, options?: CollectOptions]
  >();
  type Outcomes = Awaited<ReturnType<typeof publish.collect<'poll:asked'>>>;
  type Answered = Extract<Outcomes[number], { ok: true }>;
  type Failed = Extract<Outcomes[number], { ok: false }>;
  expectTypeOf<Answered['data']>().toEqualTypeOf<{ choice: string }>();
  expectTypeOf<Failed['code']>().toEqualTypeOf<'TIMEOUT' | 'DISCONNECTED' | 'BAD_RESPONSE'>();
  expectTypeOf<Outcomes[number]['socketId']>().toEqualTypeOf<string>();
});

it('collects nothing else', () => {
  const collects = [
    // @ts-expect-error nobody answers this event
    () => publish.collect('count:changed', { total: 1 }),
    // @ts-expect-error the contract has no such server event
    () => publish.collect('poll:closed'),
    // @ts-expect-error the payload is missing
    () => publish.collect('poll:asked'),
    // @ts-expect-error the topic is a text
    () => publish.collect('poll:asked', { topic: 1 }),
    // @ts-expect-error this event has no payload
    () => publish.collect('health:asked', { topic: 'a' }),
    // @ts-expect-error the timeout is a number of milliseconds
    () => publish.collect('health:asked', null, { timeout: '5 s' }),
  ];
  expectTypeOf(collects).toExtend<(() => Promise<unknown>)[]>();
});
