import { expectTypeOf, it } from 'vitest';
import { contract } from './contract.fixture.ts';
import { type BroadcastTarget, createPublisher } from './publisher.ts';

const publish = createPublisher(contract, {} as BroadcastTarget);

it('emits the input of what the contract declares, to whomever', () => {
  expectTypeOf(publish.emit<'count:changed'>).parameters.toEqualTypeOf<
    ['count:changed', { total: number }]
  >();
  expectTypeOf(publish.emit<'clock:struck'>).parameters.toEqualTypeOf<['clock:struck']>();
  expectTypeOf(publish.to('hall').except('cellar').toUser('alice')).toEqualTypeOf(publish);
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
