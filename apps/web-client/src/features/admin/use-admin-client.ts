import { type Client, type ConnectionState, createClient } from '@switchboard/client';
import { inspectClient } from '@switchboard/client/devtools';
import { ADMIN_NAMESPACE, adminContract } from '@switchboard/events';
import { useEffect, useState } from 'react';

export type AdminClient = Client<typeof adminContract.clientEventMap, typeof adminContract.serverEventMap>;

export interface AdminConnection {
  readonly client: AdminClient;
  readonly state: ConnectionState;
}

/** A client of the admin namespace of the server at `url`, connected while its component is shown. */
export function useAdminClient(url: string): AdminConnection | undefined {
  const [connection, setConnection] = useState<AdminConnection>();
  useEffect(() => {
    const client = createClient(adminContract, new URL(ADMIN_NAMESPACE, url).href, { autoConnect: false });
    // Its explanations say what to do.
    const tools = inspectClient(client);
    const update = (): void => setConnection({ client, state: tools.state });
    tools.onState(update);
    client.connect();
    update();
    return () => {
      tools.stop();
      client.disconnect();
    };
  }, [url]);
  return connection;
}
