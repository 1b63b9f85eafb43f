import { RAW } from '../contract/contracts.ts';
import { DEFAULT_SETTINGS, type Destination } from './connection-settings.ts';

/** The server of the page, with the first contract that is known, and without any. */
export const HERE: Destination = DEFAULT_SETTINGS;
export const RAW_HERE: Destination = { ...HERE, contract: RAW.id };
