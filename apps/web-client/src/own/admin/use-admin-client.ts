import { type Client, type ConnectionState, createClient } from '@switchboard/client';
import { inspectClient } from '@switchboard/client/devtools';
import { ADMIN_NAMESPACE, adminContract } from '@switchboard/events';
import { useEffect, useState } from 'react';
import { socketOptionsOf } from '../../lib/connection-settings.ts';
import type { NamedClient } from '../../lib/named-clients.ts';

export type AdminClient = Client<typeof adminContract.clientEventMap, typeof adminContract.serverEventMap>;

export interface AdminConnection {
  readonly client: AdminClient;
  readonly state: ConnectionState;
}

type Entry = Pick<NamedClient, 'settings'> & { readonly link: Pick<NamedClient['link'], 'url'> };

/** A client of the admin namespace of the server that `entry` uses, with its path, query and transports. */
export function createAdminClient({ link: { url }, settings }: Entry): AdminClient {
  return createClient(adminContract, new URL(ADMIN_NAMESPACE, url).href, {
    autoConnect: false,
    socketOptions: socketOptionsOf(settings),
  });
}

/** The client of the admin namespace, connected while its component is shown. */
export function useAdminClient(entry: Entry): AdminConnection | undefined {
  const {
    link: { url },
    settings,
  } = entry;
  const [connection, setConnection] = useState<AdminConnection>();
  useEffect(() => {
    const client = createAdminClient({ link: { url }, settings });
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
  }, [url, settings]);
  return connection;
}
