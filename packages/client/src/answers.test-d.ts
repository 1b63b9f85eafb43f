import { defineContract } from '@switchboard/contract';
import { expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { createClient } from './client.ts';

const contract = defineContract({
  name: 'poll',
  version: '1.0.0',
  clientEventMap: {},
  serverEventMap: {
    'poll:asked': { summary: 'Choose', response: z.number().transform(String) },
    'poll:closed': { summary: 'Closed' },
  },
});

it('lets a listener return the input of the response, a promise of it, or nothing', () => {
  const client = createClient(contract, 'https://localhost', { autoConnect: false });
  const listeners = [
    () => client.on('poll:asked', () => 1),
    () => client.on('poll:asked', async () => 1),
    () => client.on('poll:asked', (): PromiseLike<number> => Promise.resolve(1)),
    () => client.on('poll:asked', () => {}),
    () => client.on('poll:asked', async () => {}),
    () => client.on('poll:closed', () => 'no one asked'),
    // @ts-expect-error the answer is a number before the schema makes text of it
    () => client.on('poll:asked', () => 'one'),
    // @ts-expect-error a promise is held to the same answer
    () => client.on('poll:asked', async () => 'one'),
  ];
  expectTypeOf(listeners).toEqualTypeOf<(() => () => void)[]>();
});
