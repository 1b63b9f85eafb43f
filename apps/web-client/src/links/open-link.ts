import { contractById } from '../contract/contracts.ts';
import { authOf, type ConnectionSettings, urlOf } from './connection-settings.ts';
import { ContractLink } from './contract-link.ts';
import type { Link } from './link.ts';
import { RawLink } from './raw-link.ts';

/** Makes the connection of a client, which `connect()` opens. `page` is the server of the page. */
export function openLink(settings: ConnectionSettings, page: string, token?: string): Link {
  const contract = contractById(settings.contract);
  const url = urlOf(settings, page);
  if (contract.isRaw) return new RawLink(url, settings);
  return new ContractLink(contract, url, settings, authOf(settings, token));
}
