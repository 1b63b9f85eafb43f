import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import { contract as older } from './contract.ts';

const { payload: Name, response: Token } = older.clientEventMap['user:enter'];

export const contract = defineContract({
  name: 'board',
  version: '1.1.0',
  clientEventMap: {
    ...older.clientEventMap,
    ...defineEvents({
      'user:enter': {
        summary: 'Take a name',
        payload: Name,
        response: z.strictObject({ ...Token.shape, user: z.strictObject({ id: z.string(), ...Name.shape }) }),
        errors: { NAME_TAKEN: true },
      },
      'user:renew': { summary: 'Get the next token', response: Token, policy: { scope: 'board' } },
      'user:leave': {
        summary: 'Give up the name',
        response: z.strictObject({}),
        policy: { scope: 'board' },
      },
    }),
  },
  serverEventMap: {
    ...older.serverEventMap,
    ...defineServerEvents({
      'user:left': { summary: 'Your session is over', payload: z.strictObject({ reason: z.string() }) },
    }),
  },
});
