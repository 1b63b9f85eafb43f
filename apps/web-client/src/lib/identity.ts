import type { Client } from '@switchboard/client';
import { validateNow } from '@switchboard/contract';
import { clientEventMap, type serverEventMap, type User } from '@switchboard/events';

export type ConsoleClient = Client<typeof clientEventMap, typeof serverEventMap>;

/** Who a client is, as the server said at the last login. */
export interface Identity {
  readonly user: User;
  readonly token: string;
}

/** The event that gives an identity, with its token. */
export const LOGIN = 'session:login' satisfies keyof typeof clientEventMap;
/** The event that takes it away. */
export const LOGOUT = 'session:logout' satisfies keyof typeof clientEventMap;

/**
 * Tells the client's identity each time it logs in or out, whoever sent the event: the composer, which knows events
 * only at run time, as well as typed code. The client uses the token from its next handshake on.
 */
export function watchIdentity(
  client: ConsoleClient,
  onChange: (identity: Identity | undefined) => void,
): () => void {
  return client.observe((traffic) => {
    if (traffic.kind !== 'reply' || !traffic.reply.ok) return;
    if (traffic.event === LOGOUT) {
      client.setAuth({});
      onChange(undefined);
    }
    if (traffic.event !== LOGIN) return;
    const login = validateNow(clientEventMap[LOGIN].response, traffic.reply.data);
    if (!login.ok) return;
    client.setAuth({ token: login.value.token });
    onChange(login.value);
  });
}
