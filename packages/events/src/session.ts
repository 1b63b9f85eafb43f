import { defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import { UserName } from './user-name.ts';

/** Who someone is: the id lives as long as the login, the name is unique among the people connected. */
export const User = z.strictObject({ id: z.string().min(1).max(64), name: z.string().min(1).max(32) });
export type User = z.infer<typeof User>;

/** What restores an identity, and how long. */
const proof = {
  token: z.string().min(1).max(1_024).meta({ secret: true }),
  expiresIn: z.int().positive().meta({
    description: 'Milliseconds that the token is good, and so is this connection: by any clock',
  }),
  expiresAt: z.iso.datetime().meta({ description: "The same end by the server's clock" }),
};

export const sessionEvents = defineEvents({
  'session:login': {
    summary: 'Take a name and become somebody',
    description:
      'The name must not be in use by anyone connected. The token restores this identity for `expiresIn` milliseconds: put it into the `auth` of the next handshake, or send it as `Authorization: Bearer`, in the handshake or over HTTP. `session:refresh` gives the next one.',
    payload: z.strictObject({ name: UserName }),
    response: z.strictObject({ user: User, ...proof }),
    errors: { NAME_TAKEN: true },
    policy: { rate: '10/s', order: 'socket' },
    examples: [
      { name: 'Alice', payload: { name: 'Alice' } },
      { name: 'Bob', payload: { name: 'Bob' } },
    ],
    tags: ['session'],
  },
  'session:refresh': {
    summary: 'Stay who you are for longer',
    description:
      'Gives a new token in time, and this connection is good until that one expires. The token before it goes on to its own end.',
    response: z.strictObject(proof),
    policy: { scope: 'chat', rate: '10/s', order: 'socket' },
    examples: [{ name: 'refresh' }],
    tags: ['session'],
  },
  'session:logout': {
    summary: 'Give up the identity, on every connection that has it',
    description: 'Leaves every room, frees the name and voids all tokens of the session.',
    response: z.strictObject({}),
    policy: { scope: 'chat', order: 'socket' },
    examples: [{ name: 'log out' }],
    tags: ['session'],
  },
});

/** Why a connection lost its identity. */
const SessionEndReason = z.enum(['expired', 'revoked', 'replaced']).meta({
  description:
    '`expired`: the token was not refreshed in time. `revoked`: somebody logged out. `replaced`: the same name logged in again elsewhere.',
});
export type SessionEndReason = z.infer<typeof SessionEndReason>;

export const sessionNotices = defineServerEvents({
  'session:ended': {
    summary: 'This connection has lost its identity',
    description: 'It has left every room and stays connected, as nobody: log in again.',
    payload: z.strictObject({ reason: SessionEndReason }),
    examples: [{ name: 'expired', payload: { reason: 'expired' } }],
    tags: ['session'],
  },
});
