import { type Client, type ConnectionState, createClient } from '@switchboard/client';
import { inspectClient } from '@switchboard/client/devtools';
import type { ResponseOutput } from '@switchboard/contract';
import { ADMIN_NAMESPACE, adminContract } from '@switchboard/events';
import { useEffect, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { type ConnectionSettings, socketOptionsOf } from '../../links/connection-settings.ts';

type AdminEvents = typeof adminContract.clientEventMap;

export type AdminClient = Client<AdminEvents, typeof adminContract.serverEventMap>;

/** What the server replies to an event of the admin. */
export type AdminData<E extends keyof AdminEvents> = ResponseOutput<AdminEvents[E]>;

/** A client of the admin namespace of the server that `entry` uses, with its path, query and transports. */
export function createAdminClient(href: string, settings: ConnectionSettings): AdminClient {
  return createClient(adminContract, href, { autoConnect: false, socketOptions: socketOptionsOf(settings) });
}

/** The client of the admin namespace, connected while its component is shown. */
export function useAdminClient({ link: { url }, settings }: NamedClient) {
  const [connection, setConnection] = useState<{ client: AdminClient; state: ConnectionState }>();
  const href = new URL(ADMIN_NAMESPACE, url).href;
  const options = JSON.stringify(socketOptionsOf(settings));
  useEffect(() => {
    const client = createAdminClient(href, settings);
    // Its states explain what to do.
    const tools = inspectClient(client);
    const update = (): void => setConnection({ client, state: tools.state });
    tools.onState(update);
    client.connect();
    update();
    return () => {
      tools.stop();
      client.disconnect();
    };
    // Other settings, such as the contract of the client, do not concern the admin.
  }, [href, options]);
  return connection;
}
