import { createClientHooks } from '@switchboard/client/react';
import { contract } from '../contract.ts';

/** The hooks, with the types of the contract. */
export const { ClientProvider, useCall, useClient, useConnection, useEvent, useNewClient } =
  createClientHooks(contract);
