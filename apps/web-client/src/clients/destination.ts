import { createContext, useContext } from 'react';
import { type ConsoleContract, contractById } from '../contract/contracts.ts';
import { DEFAULT_SETTINGS, type Destination } from '../links/connection-settings.ts';

/** Where the client that is picked sends to: the shell provides it. */
export const DestinationContext = createContext<Destination>(DEFAULT_SETTINGS);

export function useDestination(): Destination {
  return useContext(DestinationContext);
}

/** What is spoken there. */
export function useContract(): ConsoleContract {
  return contractById(useDestination().contract);
}
