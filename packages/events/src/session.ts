import { defineEvents } from '@switchboard/contract';
import { z } from 'zod';

export const UserName = z
  .string()
  .trim()
  .min(1)
  .max(32)
  .refine((name) => !/[\p{Cc}\p{Cs}]/u.test(name), 'must have no control characters')
  .meta({ title: 'User name', description: '1-32 characters, shown to everyone in the room' });

/** Who someone is: the id lives as long as the login, the name is unique among the people connected. */
export const User = z.strictObject({ id: z.string().min(1).max(64), name: z.string().min(1).max(32) });
export type User = z.infer<typeof User>;

export const sessionEvents = defineEvents({
  'session:login': {
    summary: 'Take a name and become somebody',
    description:
      'The name must not be in use by anyone connected. The token restores this identity: put it into the `auth` of the next handshake, or send it as `Authorization: Bearer` over HTTP.',
    payload: z.strictObject({ name: UserName }),
    response: z.strictObject({ user: User, token: z.string().min(1).max(128).meta({ secret: true }) }),
    errors: { NAME_TAKEN: true },
    policy: { rate: '10/s' },
    examples: [
      { name: 'Alice', payload: { name: 'Alice' } },
      { name: 'Bob', payload: { name: 'Bob' } },
    ],
    tags: ['session'],
  },
  'session:logout': {
    summary: 'Give up the identity of this connection',
    description: 'Leaves every room, frees the name and voids the token.',
    response: z.strictObject({}),
    policy: { scope: 'chat' },
    examples: [{ name: 'log out' }],
    tags: ['session'],
  },
});
