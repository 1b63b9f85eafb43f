import { contract } from '@switchboard/events';

/** The contract as reports name it. */
export const CONTRACT_NAME = `${contract.name} ${contract.version}`;
