import { createClientHooks } from '@switchboard/client/react';
import { contract } from '@switchboard/events';

/** The client's hooks, typed by our contract. */
export const { ClientProvider, useCall, useClient, useConnection, useEvent } = createClientHooks(contract);
