import type { Client } from '@switchboard/client';
import { readValueNow } from '@switchboard/contract';
import { clientEventMap, type serverEventMap, type User } from '@switchboard/events';

export type ConsoleClient = Client<typeof clientEventMap, typeof serverEventMap>;

/** Who a client is. */
export interface Identity {
  readonly token: string;
  /** As the server said at the login; left out where the token was given by hand, and so nobody said. */
  readonly user?: User;
}

/** The event that gives an identity, with its token. */
export const LOGIN = 'session:login' satisfies keyof typeof clientEventMap;
/** The event that gives the next token of the same identity. */
const REFRESH = 'session:refresh' satisfies keyof typeof clientEventMap;
/** The event that takes it away. */
export const LOGOUT = 'session:logout' satisfies keyof typeof clientEventMap;

/** What an event does to who its sender is. */
export type IdentityChange = 'begins' | 'ends';

/** `undefined` for an event that leaves its sender who it is. */
export function identityChangeOf(event: string): IdentityChange | undefined {
  if (event === LOGIN) return 'begins';
  return event === LOGOUT ? 'ends' : undefined;
}

/**
 * Reports the client's identity each time it logs in or out, and the next token alone when it gets one, whoever sent the
 * event: the composer, which knows events only at run time, as well as typed code.
 */
export function watchIdentity(
  client: Pick<ConsoleClient, 'observe'>,
  onChange: (identity: Identity | undefined) => void,
): () => void {
  return client.observe((traffic) => {
    if (traffic.kind !== 'reply' || !traffic.reply.ok) return;
    if (traffic.event === LOGOUT) onChange(undefined);
    if (traffic.event !== LOGIN && traffic.event !== REFRESH) return;
    const proof = readValueNow(clientEventMap[traffic.event].response, traffic.reply.data);
    if (!proof.ok) return;
    const { token, ...more } = proof.value;
    onChange({ token, ...('user' in more && { user: more.user }) });
  });
}
