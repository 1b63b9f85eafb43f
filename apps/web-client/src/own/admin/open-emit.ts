import { toJson } from '@switchboard/contract';
import { type EmitTarget, serverEventMap } from '@switchboard/events';
import { useUi } from '../../app/ui-store.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import type { NamedClients } from '../../clients/named-clients.ts';
import { loadDrafts } from '../../lib/drafts.ts';
import { OWN_ADMIN } from '../contracts.ts';
import { ADMIN } from '../texts.ts';

const EVENT = 'admin:emit';
const EMITTED = 'system:notice';

/**
 * Opens the composer with a draft that emits an event to the target, as a client of the admin namespace of the server that
 * `entry` uses. Such a client is added if there is none.
 */
export function openEmit(clients: NamedClients, entry: NamedClient, target: EmitTarget): void {
  const draft = { event: EMITTED, target, payload: serverEventMap[EMITTED].examples[0]?.payload };
  loadDrafts({ [EVENT]: JSON.stringify(toJson(draft), null, 2) }, ADMIN.theDraft);
  const { selectClient, select } = useUi.getState();
  selectClient(adminClientOf(clients, entry));
  select({ kind: 'event', direction: 'send', event: EVENT });
}

/** The id of a client of the admin namespace. */
function adminClientOf(clients: NamedClients, entry: NamedClient): string {
  const { origin } = new URL(entry.link.url);
  const known = clients
    .getSnapshot()
    .find(({ link }) => link.contract.id === OWN_ADMIN.id && new URL(link.url).origin === origin);
  const { namespace, id: contract } = OWN_ADMIN;
  return known?.id ?? clients.add(ADMIN.panel, entry.id, { namespace, contract });
}
