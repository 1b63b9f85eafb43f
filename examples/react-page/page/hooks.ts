import { createClientHooks } from '@switchboard/client/react';
import { contract } from '../contract.ts';

export const { ClientProvider, useNewClient, useConnection, useCall, useEvent } = createClientHooks(contract);
